package org.elbosurgery.framework.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbosurgery.framework.annealing.Leapfrog.Phase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The leapfrog integrator")
final class LeapfrogTest {

  private static final double[] Z = {0.4, -0.9};
  private static final double[] MOMENTA = {1.1, 0.3};

  /** log f = -(z_1^4 / 4 + z_1 z_2 / 2 + z_2^2), for one chain of two dimensions. */
  private static PathPoint quartic(double[] z) {
    double[] log = {-(Math.pow(z[0], 4) / 4 + z[0] * z[1] / 2 + z[1] * z[1])};
    double[] gradient = {-(Math.pow(z[0], 3) + z[1] / 2), -(z[0] / 2 + 2 * z[1])};
    return new PathPoint(z, log, log, gradient, gradient);
  }

  private static Phase integrate(double[] z, double[] momenta, double step, int steps) {
    Leapfrog leapfrog = new Leapfrog(LeapfrogTest::quartic, 1);
    return leapfrog.integrate(new Phase(quartic(z), momenta), new double[] {step}, steps);
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  @Test
  @DisplayName("comes back with the momentum reversed")
  void reversible() {
    Phase there = integrate(Z, MOMENTA, 0.3, 10);
    assertThat(there.at().z()[0]).isNotCloseTo(Z[0], within(0.1));
    Phase back = integrate(there.at().z(), negative(there.momenta()), 0.3, 10);
    assertThat(back.at().z()).containsExactly(Z, within(1e-12));
    assertThat(negative(back.momenta())).containsExactly(MOMENTA, within(1e-12));
  }

  @Test
  @DisplayName("preserves volume: its Jacobian, by central differences, has the determinant 1")
  void volume() {
    double step = 1e-5;
    RealMatrix jacobian = MatrixUtils.createRealMatrix(4, 4);
    for (int k = 0; k < 4; k++) {
      double[] up = phase(k, step);
      double[] down = phase(k, -step);
      for (int i = 0; i < 4; i++) {
        jacobian.setEntry(i, k, (up[i] - down[i]) / (2 * step));
      }
    }
    assertThat(new LUDecomposition(jacobian).getDeterminant()).isCloseTo(1, within(1e-8));
  }

  private static double[] phase(int moved, double step) {
    double[] z = Z.clone();
    double[] momenta = MOMENTA.clone();
    (moved < 2 ? z : momenta)[moved % 2] += step;
    Phase phase = integrate(z, momenta, 0.3, 10);
    return new double[] {
      phase.at().z()[0], phase.at().z()[1], phase.momenta()[0], phase.momenta()[1]
    };
  }

  @Test
  @DisplayName("has an error of the second order: a quarter with half the step size")
  void secondOrder() {
    double whole = energyError(0.04, 25);
    double half = energyError(0.02, 50);
    assertThat(whole).isGreaterThan(1e-5);
    assertThat(whole / half).isCloseTo(4, within(0.1));
  }

  private static double energyError(double step, int steps) {
    double before = new Phase(quartic(Z), MOMENTA).logDensity(0, 1);
    return Math.abs(integrate(Z, MOMENTA, step, steps).logDensity(0, 1) - before);
  }

  @Test
  @DisplayName("moves each chain by its own step size and density alone")
  void chains() {
    AnnealingPath normal =
        z -> {
          double[] log = new double[z.length];
          Arrays.setAll(log, i -> -z[i] * z[i] / 2);
          return new PathPoint(z, log, log, negative(z), negative(z));
        };
    double[] momenta = {0.5, -1};
    Phase both =
        new Leapfrog(normal, 1)
            .integrate(
                new Phase(normal.at(new double[] {1, 2}), momenta), new double[] {0.1, 0.2}, 1);
    // z + e (p + e/2 f), p + e/2 (f + f'), with f = -z
    double first = 1 + 0.1 * (0.5 - 0.05);
    double second = 2 + 0.2 * (-1 - 0.2);
    assertThat(both.at().z()).containsExactly(new double[] {first, second}, within(1e-15));
    assertThat(both.momenta())
        .containsExactly(
            new double[] {0.5 - 0.05 * (1 + first), -1 - 0.1 * (2 + second)}, within(1e-15));
  }
}
