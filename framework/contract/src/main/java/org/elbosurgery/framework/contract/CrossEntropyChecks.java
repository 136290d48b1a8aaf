package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the closed forms of a prior's cross-entropy. */
final class CrossEntropyChecks {

  /**
   * Several numbers of dimensions, since a constant that is right for two may be wrong for three.
   */
  private static final int[] DIMENSIONS = {1, 2, 3};

  /** The tolerance between a cross-entropy and its quadrature, in which log p may have kinks. */
  private static final double[] TOLERANCE = {1e-4, 1e-2, 3e-2};

  /** The step of the trapezoid rule, in standard deviations. */
  private static final double[] STEP = {0.02, 0.2, 0.5};

  private static final double REACH = 8;

  private CrossEntropyChecks() {}

  /**
   * Checks that the closed form in the graph equals the quadrature of -E_q[log p(z)] with the same
   * formula.
   */
  static void closedFormIsThatOfTheFormula(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : DIMENSIONS) {
      Posteriors q = posteriors(d);
      PluginGraph graph = specimen.moved(Sizes.precise(d));
      double[] closed = inGraph(specimen, graph, q).orElseThrow(CrossEntropyChecks::notInGraph);
      requireQuadrature(
          "crossEntropy",
          q,
          closed,
          z -> {
            PluginGraph other = specimen.rebuilt(Sizes.precise(d), graph.parameters());
            return Numbers.values(specimen.value(other, specimen.formulas().get(0), List.of(z)));
          });
    }
  }

  /**
   * Checks that the frozen closed form equals the quadrature of -E_q[log p(z)] with the frozen
   * density.
   */
  static void frozenClosedFormIsThatOfTheDensity(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : DIMENSIONS) {
      Posteriors q = posteriors(d);
      FrozenPrior density = FrozenPrior.of(specimen, d);
      double[] closed = frozen(density, q).orElseThrow(CrossEntropyChecks::notFrozen);
      requireQuadrature("crossEntropy of the frozen density", q, closed, density::logProb);
    }
  }

  /** Checks that the frozen closed form equals the closed form in the graph. */
  static void frozenClosedFormIsThatOfTheGraph(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : DIMENSIONS) {
      Sizes sizes = Sizes.precise(d);
      Posteriors q = posteriors(d);
      PluginGraph graph = specimen.moved(sizes);
      double[] symbolic = inGraph(specimen, graph, q).orElseThrow(CrossEntropyChecks::notInGraph);
      FrozenPrior density =
          FrozenPrior.of(specimen, specimen.rebuilt(sizes, graph.parameters()), d);
      double[] frozen = frozen(density, q).orElseThrow(CrossEntropyChecks::notFrozen);
      for (int n = 0; n < q.size(); n++) {
        Breach.unless(
            Numbers.agree(symbolic[n], frozen[n], DistributionChecks.ROUNDING),
            "crossEntropy in %d dimensions is %s in the graph and %s frozen",
            d,
            symbolic[n],
            frozen[n]);
      }
    }
  }

  /** Checks that closed forms are offered in both places or in neither. */
  static void closedFormsArePaired(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    Posteriors q = posteriors(2);
    boolean graph = inGraph(specimen, specimen.moved(Sizes.precise(2)), q).isPresent();
    boolean frozen = frozen(FrozenPrior.of(specimen, 2), q).isPresent();
    Breach.unless(
        graph == frozen,
        "a closed-form crossEntropy is offered %s only; offer it in both places",
        graph ? "in the graph" : "by the frozen density");
  }

  /** Returns three posteriors with values that single precision represents exactly. */
  private static Posteriors posteriors(int d) {
    float[] mean = {0.5f, -1.25f, 2, 0, -0.75f, 1.5f, 1, 0.25f, -0.5f};
    float[] logVariance = {-1, 0.25f, -2, 0, 0.5f, -0.5f, -1.5f, 0.125f, -1};
    return new Posteriors(3, d, Arrays.copyOf(mean, 3 * d), Arrays.copyOf(logVariance, 3 * d));
  }

  private static Optional<double[]> inGraph(
      Specimen<BoundPrior> specimen, PluginGraph graph, Posteriors q) {
    Posterior posterior =
        new Posterior(
            graph.input("mean", q.means()), graph.input("log-variance", q.logVariances()));
    Optional<SDVariable> closed =
        PluginCall.of(
            specimen.plugin(), "crossEntropy", () -> graph.prior().crossEntropy(posterior));
    return closed.map(
        variable -> {
          INDArray value = specimen.value(graph, variable, "crossEntropy");
          Numbers.requireShape("crossEntropy of 3 posteriors", value, "", q.size());
          return Numbers.values(value);
        });
  }

  private static Optional<double[]> frozen(FrozenPrior frozen, Posteriors q) {
    return PluginCall.of(
            frozen.plugin(),
            "crossEntropy of the frozen density",
            () -> frozen.density().crossEntropy(q))
        .map(
            value -> {
              Numbers.requireShape("the frozen crossEntropy of 3 posteriors", value, "", q.size());
              return Numbers.values(value);
            });
  }

  private static NotApplicable notInGraph() {
    return new NotApplicable("it offers no closed form in the graph");
  }

  private static NotApplicable notFrozen() {
    return new NotApplicable("it offers no closed form frozen");
  }

  private static void requireQuadrature(
      String call, Posteriors q, double[] closed, Function<INDArray, double[]> logProb) {
    int d = q.dimensions();
    for (int n = 0; n < q.size(); n++) {
      double quadrature = quadrature(q, n, logProb);
      Breach.unless(
          Numbers.agree(closed[n], quadrature, TOLERANCE[d - 1]),
          "%s in %d dimensions is %s; the quadrature of -E_q[log p(z)] with logProb gives %s: the"
              + " two belong to different distributions",
          call,
          d,
          closed[n],
          quadrature);
    }
  }

  /**
   * Computes -E_q[log p(z)] by the trapezoid rule in u with z = mean + s u, out to 8 standard
   * deviations.
   */
  private static double quadrature(Posteriors q, int n, Function<INDArray, double[]> logProb) {
    int d = q.dimensions();
    double step = STEP[d - 1];
    int side = 2 * (int) Math.round(REACH / step) + 1;
    int size = (int) Math.pow(side, d);
    double[] z = new double[size * d];
    double[] weight = new double[size];
    for (int i = 0; i < size; i++) {
      double squares = 0;
      int rest = i;
      for (int j = 0; j < d; j++) {
        double u = (rest % side - side / 2) * step;
        rest /= side;
        z[i * d + j] = q.mean(n, j) + q.standardDeviation(n, j) * u;
        squares += u * u;
      }
      weight[i] = Math.pow(step / Math.sqrt(2 * Math.PI), d) * Math.exp(-squares / 2);
    }
    double[] values = logProb.apply(Numbers.array(z, size, d));
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum -= weight[i] * values[i];
    }
    return sum;
  }
}
