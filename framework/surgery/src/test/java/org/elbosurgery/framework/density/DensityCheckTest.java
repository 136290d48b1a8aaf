package org.elbosurgery.framework.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The check of a density")
final class DensityCheckTest {

  private static DensityCheck check(Distribution density) {
    return DensityCheck.of(density, Optional.empty(), RandomStream.of(20261));
  }

  /** Nothing deviates by more than five standard errors, but once in two million other seeds. */
  private static void assertLogNormalizer(DensityCheck check, double truth, double precision) {
    Estimate estimate = check.logNormalizer().orElseThrow();
    assertThat(estimate.standardError()).isLessThan(precision);
    assertThat(estimate.mean()).isCloseTo(truth, within(1e-4 + 5 * estimate.standardError()));
  }

  static Stream<Arguments> densities() {
    return Stream.of(
        Arguments.of("standard, d = 1", DiagonalGaussianMixture.standard(1), 1e-9),
        Arguments.of("50 components, d = 2", Densities.mixture(50, 2, 1, -2), 1e-9),
        Arguments.of("10 components, d = 8", Densities.mixture(10, 8, 1, -1), 0.005),
        Arguments.of("standard, d = 20", DiagonalGaussianMixture.standard(20), 0.006),
        Arguments.of("500 sharp components, d = 20", Densities.mixture(500, 20, 1, -2.5), 0.04),
        Arguments.of("10 components, d = 40", Densities.mixture(10, 40, 1, -1), 0.01),
        Arguments.of("double exponential, d = 6", laplace(6), 0.02),
        Arguments.of("Cauchy, d = 3", cauchy(3), 0.04));
  }

  private static Distribution laplace(int d) {
    return Densities.independent(
        d, z -> -Math.abs(z) - Math.log(2), u -> u < 0.5 ? Math.log(2 * u) : -Math.log(2 - 2 * u));
  }

  private static Distribution cauchy(int d) {
    return Densities.independent(
        d, z -> -Math.log(Math.PI) - Math.log1p(z * z), u -> Math.tan(Math.PI * (u - 0.5)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("densities")
  @DisplayName("finds nothing wrong with")
  void right(String name, Distribution density, double precision) {
    DensityCheck check = check(density);

    assertLogNormalizer(check, 0, precision);
    assertThat(check.warnings()).isEmpty();
  }

  /**
   * Ten of 500 components are a thousand times as narrow as the others, with a mass of 0.02. What
   * lies of one beyond the edge of a cell is found if one of 10000 samples is there.
   */
  @ParameterizedTest(name = "d = {0}")
  @ValueSource(ints = {1, 2})
  @DisplayName("finds needles among wide components by their samples,")
  void needles(int d) {
    RandomStream random = RandomStream.of(500).at(d);
    double[] means = new double[500 * d];
    Arrays.setAll(means, i -> 3 * random.nextGaussian());
    double[] logVariances = filled(500 * d, -1);
    Arrays.fill(logVariances, 490 * d, 500 * d, -1 - 2 * Math.log(1000));
    DensityCheck check = check(new DiagonalGaussianMixture(new double[500], means, logVariances));

    assertThat(check.logNormalizer().orElseThrow().mean()).isCloseTo(0, within(5e-4));
    assertThat(check.warnings()).isEmpty();
  }

  @ParameterizedTest(name = "d = {0}")
  @ValueSource(ints = {1, 2})
  @DisplayName("claims no quadrature of more needles than it can resolve,")
  void needlesAlone(int d) {
    DensityCheck check = check(Densities.mixture(2000, d, 30, -16));

    assertThat(check.logNormalizer().filter(estimate -> estimate.standardError() == 0)).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  @DisplayName("gives the logarithm of a factor, in the plane and beyond")
  void factor() {
    assertLogNormalizer(
        check(Densities.times(Densities.mixture(5, 2, 1, -1), -0.3, 0)), -0.3, 1e-9);
    DensityCheck wrong = check(Densities.times(Densities.mixture(10, 8, 1, -1), 1.02, 0));
    assertLogNormalizer(wrong, 1.02, 0.005);
    assertThat(wrong.warnings())
        .singleElement()
        .asString()
        .contains("log normaliser 1.0", "integrates to 2.7", "every KL is too small by 1.0");
  }

  @Test
  @DisplayName("counts a stated error of the normaliser")
  void statedError() {
    DensityCheck check = check(Densities.times(Densities.mixture(10, 8, 1, -1), 0.1, 0.03));

    assertThat(check.warnings()).isEmpty();
    assertThat(check.logNormalizer().orElseThrow().standardError()).isBetween(0.03, 0.031);
  }

  @ParameterizedTest(name = "d = {0}")
  @ValueSource(ints = {1, 2, 5})
  @DisplayName("agrees with the integral of a density that is refused half of its mass,")
  void bridgeAndQuadrature(int d) {
    Distribution density = Densities.half(d, 3);
    DensityCheck bridge = DensityCheck.byBridge(density, Optional.empty(), RandomStream.of(20262));

    assertLogNormalizer(bridge, Math.log(0.5), 0.005);
    assertThat(bridge.samplesProblem()).isEmpty();
    if (d <= 2) {
      assertLogNormalizer(check(density), Math.log(0.5), 1e-9);
    }
  }

  @Test
  @DisplayName("does not believe samples that are wider than the density")
  void wideSamples() {
    for (int d : new int[] {2, 8}) {
      DiagonalGaussianMixture wide =
          new DiagonalGaussianMixture(new double[1], new double[d], filled(d, 0.3));
      DensityCheck check =
          check(Densities.sampledBy(wide, DiagonalGaussianMixture.standard(d)::logProb));

      assertThat(check.warnings())
          .as("%s", check)
          .singleElement()
          .asString()
          .contains("do not follow its log p(z)");
      assertThat(check.logNormalizer().isPresent()).isEqualTo(d == 2);
    }
  }

  @Test
  @DisplayName("finds a mode that has codes and no samples")
  void missedMode() {
    int d = 5;
    double[] means = new double[2 * d];
    Arrays.fill(means, 0, d, 3);
    DiagonalGaussianMixture both =
        new DiagonalGaussianMixture(new double[2], means, new double[2 * d]);
    Distribution one = sampledByStandard(both);
    Posteriors codes = new Posteriors(2, d, means, new double[2 * d]);

    assertThat(DensityCheck.of(both, Optional.of(codes), RandomStream.of(3)).warnings()).isEmpty();
    DensityCheck check = DensityCheck.of(one, Optional.of(codes), RandomStream.of(3));
    assertThat(check.warnings())
        .as("%s", check)
        .singleElement()
        .asString()
        .contains("do not follow its log p(z)");
  }

  private static Distribution sampledByStandard(Distribution density) {
    return Densities.sampledBy(
        DiagonalGaussianMixture.standard(density.dimensions()), density::logProb);
  }

  private static double[] filled(int d, double value) {
    double[] values = new double[d];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  @DisplayName("says nothing where the reference does not reach the density")
  void notDetermined() {
    DensityCheck check = check(Densities.times(Densities.mixture(1200, 30, 1, -7), 1, 0));

    assertThat(check.logNormalizer()).isEmpty();
    assertThat(check.samplesProbability()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  @DisplayName("gives the same bits for the same stream")
  void sameBits() {
    assertThat(check(laplace(3))).isEqualTo(check(laplace(3)));
  }

  @Test
  @DisplayName("says what failed in a density that returns NaN, and nothing else")
  void nan() {
    Distribution density =
        Densities.sampledBy(
            DiagonalGaussianMixture.standard(3), z -> Nd4j.valueArrayOf(z.size(0), Double.NaN));

    DensityCheck check = check(density);

    assertThat(check.logNormalizer()).isEmpty();
    assertThat(check.samplesProbability()).isEmpty();
    assertThat(check.warnings())
        .singleElement()
        .asString()
        .startsWith("the prior's density could not be checked: ")
        .contains("logProb", "NaN");
  }
}
