package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What changes nothing about a mixture (identity 7), and its integral (identity 9). */
@Label("A mixture of diagonal Gaussians")
final class DiagonalGaussianMixtureProperties {

  /** A component with its unnormalised log-weight, and its mean and log-variance by dimension. */
  record Component(double logWeight, List<Double> mean, List<Double> logVariance) {}

  private static final INDArray PLACES = places();

  private static INDArray places() {
    double[][] z = new double[20][3];
    RandomStream random = RandomStream.of(1);
    for (double[] row : z) {
      for (int j = 0; j < row.length; j++) {
        row[j] = 3 * random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(z);
  }

  @Provide
  Arbitrary<List<Component>> mixtures() {
    return components(3).list().ofMinSize(1).ofMaxSize(5);
  }

  private static Arbitrary<Component> components(int dimensions) {
    return Combinators.combine(
            Arbitraries.doubles().between(-5, 5),
            Arbitraries.doubles().between(-4, 4).list().ofSize(dimensions),
            Arbitraries.doubles().between(-2, 1.5).list().ofSize(dimensions))
        .as(Component::new);
  }

  private static DiagonalGaussianMixture mixture(List<Component> components) {
    int d = components.get(0).mean().size();
    double[] logWeights = new double[components.size()];
    double[] mean = new double[components.size() * d];
    double[] logVariance = new double[components.size() * d];
    for (int k = 0; k < components.size(); k++) {
      Component component = components.get(k);
      logWeights[k] = component.logWeight();
      for (int j = 0; j < d; j++) {
        mean[k * d + j] = component.mean().get(j);
        logVariance[k * d + j] = component.logVariance().get(j);
      }
    }
    return new DiagonalGaussianMixture(logWeights, mean, logVariance);
  }

  private static Component weighing(Component component, double logWeight) {
    return new Component(logWeight, component.mean(), component.logVariance());
  }

  private static void assertSame(List<Component> one, List<Component> other) {
    double[] expected = mixture(one).logProb(PLACES).toDoubleVector();
    assertThat(mixture(other).logProb(PLACES).toDoubleVector())
        .containsExactly(expected, within(1e-10));
  }

  @Property(seed = "101", tries = 100)
  @Label("is the same in any order of its components")
  void permuted(@ForAll("mixtures") List<Component> components, @ForAll int seed) {
    List<Component> shuffled = new ArrayList<>(components);
    Collections.shuffle(shuffled, new Random(seed));
    assertSame(components, shuffled);
  }

  @Property(seed = "102", tries = 100)
  @Label("is the same when all components are there twice")
  void duplicated(@ForAll("mixtures") List<Component> components) {
    List<Component> twice = new ArrayList<>(components);
    twice.addAll(components);
    assertSame(components, twice);
  }

  @Property(seed = "103", tries = 100)
  @Label("is the same when one component is split in two of the same weight together")
  void split(
      @ForAll("mixtures") List<Component> components,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
    List<Component> parts = new ArrayList<>(components);
    Component first = parts.get(0);
    parts.set(0, weighing(first, first.logWeight() + Math.log(share)));
    parts.add(weighing(first, first.logWeight() + Math.log1p(-share)));
    assertSame(components, parts);
  }

  @Property(seed = "104", tries = 100)
  @Label("is the same with a component of weight zero, wherever that stands")
  void zeroWeight(
      @ForAll("mixtures") List<Component> components, @ForAll @IntRange(max = 5) int at) {
    List<Component> more = new ArrayList<>(components);
    more.add(
        Math.min(at, components.size()),
        new Component(Double.NEGATIVE_INFINITY, List.of(0.0, 0.0, 0.0), List.of(0.0, 0.0, 0.0)));
    assertSame(components, more);
  }

  @Property(seed = "105", tries = 100)
  @Label("is the same when all log-weights are moved by one constant, however large")
  void weightsUpToAFactor(
      @ForAll("mixtures") List<Component> components,
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double constant) {
    assertSame(
        components, components.stream().map(c -> weighing(c, c.logWeight() + constant)).toList());
  }

  @Property(seed = "106", tries = 50)
  @Label("of one component is that Gaussian, whatever its weight")
  void oneComponent(@ForAll("mixtures") List<Component> components) {
    Component component = components.get(0);
    double[] expected = new double[20];
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < 3; j++) {
        double sd = Math.exp(component.logVariance().get(j) / 2);
        expected[i] +=
            new NormalDistribution(null, component.mean().get(j), sd)
                .logDensity(PLACES.getDouble(i, j));
      }
    }
    assertThat(mixture(List.of(component)).logProb(PLACES).toDoubleVector())
        .containsExactly(expected, within(1e-9));
  }

  @Provide
  Arbitrary<List<Component>> lines() {
    return components(1).list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Component>> planes() {
    return components(2).list().ofMinSize(1).ofMaxSize(4);
  }

  // Means lie in [-4, 4], standard deviations in [0.37, 2.12]: [-20, 20] holds all but 1e-13 of
  // the mass, and the trapezoid rule errs by exp(-2 (pi sd / step)^2): below 1e-14 for these steps.

  @Property(seed = "107", tries = 30)
  @Label("integrates to 1 over the line")
  void integratesOverLine(@ForAll("lines") List<Component> components) {
    double step = 0.1;
    double[][] z = new double[401][];
    for (int i = 0; i < z.length; i++) {
      z[i] = new double[] {-20 + i * step};
    }
    assertThat(integral(components, z) * step).isCloseTo(1, within(1e-9));
  }

  @Property(seed = "108", tries = 10)
  @Label("integrates to 1 over the plane")
  void integratesOverPlane(@ForAll("planes") List<Component> components) {
    int side = 201;
    double step = 0.2;
    double[][] z = new double[side * side][];
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        z[side * x + y] = new double[] {-20 + x * step, -20 + y * step};
      }
    }
    assertThat(integral(components, z) * step * step).isCloseTo(1, within(1e-9));
  }

  private static double integral(List<Component> components, double[][] z) {
    double sum = 0;
    for (double logProb : mixture(components).logProb(Nd4j.createFromArray(z)).toDoubleVector()) {
      sum += Math.exp(logProb);
    }
    return sum;
  }
}
