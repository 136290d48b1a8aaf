package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.GaussianMember;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.GivenParameters;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks of the parameters that a prior derives from the moments of codes. The codes are points
 * here; a Gaussian's log-density depends on them only through their mean and covariance.
 */
final class FitChecks {

  private static final int[] DIMENSIONS = {1, 3};
  private static final int POINTS = 40;
  private static final RandomStream RANDOM = RandomStream.of(20241).named("fit");

  /**
   * The largest derivative of the mean log-density at its maximum, where it is due to rounding
   * alone.
   */
  private static final double STATIONARY = 1e-6;

  private FitChecks() {}

  /** A prior in d dimensions, and its method that returns parameters for moments. */
  private record Call(
      Specimen<BoundPrior> specimen,
      String name,
      BiFunction<double[], double[][], Map<String, double[]>> body,
      int d) {

    /** Returns the graph of the prior with the parameters that it returns for points. */
    PluginGraph graph(INDArray points) {
      Sizes sizes = Sizes.precise(d);
      PluginGraph initial = specimen.initial(sizes, 1);
      Parameters all = initial.parameters();
      Parameters own = new Parameters(Specimen.parameters(initial, specimen.role()));
      double[] mean = Numbers.values(points.mean(0));
      double[][] covariance = covariance(points).toDoubleMatrix();
      Map<String, double[]> values =
          PluginCall.of(specimen.plugin(), name, () -> body.apply(mean, covariance));
      Map<String, INDArray> given = new LinkedHashMap<>(all.arrays());
      given.putAll(GivenParameters.of(own, specimen.plugin(), name, values).arrays());
      return specimen.rebuilt(sizes, new Parameters(given, all.constants(), all.states()));
    }

    /** Returns the mean log-density of points with the parameters returned for other points. */
    double logProb(INDArray fitted, INDArray points) {
      return StatUtils.mean(FrozenPrior.of(specimen, graph(fitted), d).logProb(points));
    }
  }

  /**
   * Checks that the parameters are at a maximum: neither small changes nor the parameters for other
   * points improve the fit.
   */
  static void maximumLikelihood(Prior prior) {
    if (!(prior instanceof ClosedFormFit fit)) {
      throw new NotApplicable("it has no closed-form fit");
    }
    for (int d : DIMENSIONS) {
      Call call = new Call(Specimen.prior(prior), "maximumLikelihood", fit::maximumLikelihood, d);
      requireBest(call);
      requireStationary(call);
    }
  }

  /**
   * Checks that the prior is a Gaussian, which fits better than those it returns for other points.
   */
  static void bestGaussian(Prior prior) {
    if (!(prior instanceof GaussianMember member)) {
      throw new NotApplicable("it declares no Gaussian as a member of its family");
    }
    for (int d : DIMENSIONS) {
      Call call = new Call(Specimen.prior(prior), "bestGaussian", member::bestGaussian, d);
      requireGaussian(call);
      requireBest(call);
    }
  }

  private static void requireBest(Call call) {
    INDArray points = points(call.d(), 0);
    double best = call.logProb(points, points);
    for (int other = 1; other <= 3; other++) {
      double instead = call.logProb(points(call.d(), other), points);
      Breach.unless(
          best >= instead - DistributionChecks.ROUNDING * (1 + Math.abs(best)),
          "with the parameters that %s gives for %d points in %d dimensions their mean logProb is"
              + " %s, with those for other points %s",
          call.name(),
          POINTS,
          call.d(),
          best,
          instead);
    }
  }

  private static void requireStationary(Call call) {
    INDArray points = points(call.d(), 0);
    PluginGraph graph = call.graph(points);
    List<String> names =
        new ArrayList<>(Specimen.parameters(graph, call.specimen().role()).keySet());
    if (names.isEmpty()) {
      return;
    }
    var logProb =
        call.specimen()
            .call(graph, call.specimen().formulas().get(0), Specimen.inputs(graph, List.of(points)))
            .mean();
    graph
        .gradients(logProb, names)
        .forEach(
            (name, derivative) -> {
              double max = derivative.amaxNumber().doubleValue();
              Breach.unless(
                  max <= STATIONARY,
                  "at the parameters that %s gives for %d points in %d dimensions the mean logProb"
                      + " still rises: its derivative by %s is %s",
                  call.name(),
                  POINTS,
                  call.d(),
                  name,
                  max);
            });
  }

  /**
   * Checks that log p(z + h) + log p(z - h) - 2 log p(z) does not depend on z; for a Gaussian it is
   * -h' C^-1 h.
   */
  private static void requireGaussian(Call call) {
    FrozenPrior density =
        FrozenPrior.of(call.specimen(), call.graph(points(call.d(), 0)), call.d());
    INDArray h = Numbers.gaussians(RANDOM.named("h"), 1, call.d());
    INDArray z = points(call.d(), 4);
    double[] up = density.logProb(z.addRowVector(h));
    double[] at = density.logProb(z);
    double[] down = density.logProb(z.subRowVector(h));
    double first = up[0] + down[0] - 2 * at[0];
    for (int i = 1; i < at.length; i++) {
      double second = up[i] + down[i] - 2 * at[i];
      Breach.unless(
          Numbers.agree(second, first, 1e-6),
          "with the parameters of %s in %d dimensions the prior is no Gaussian: the second"
              + " difference of logProb is %s at one place and %s at another",
          call.name(),
          call.d(),
          first,
          second);
    }
  }

  /**
   * Returns points that are correlated, not centred at the origin, and more spread out than N(0,
   * I).
   */
  private static INDArray points(int d, int number) {
    RandomStream random = RANDOM.named("points").at(number);
    INDArray gaussians = Numbers.gaussians(random.named("values"), POINTS, d);
    INDArray shear = Numbers.gaussians(random.named("shear"), d, d).mul(0.5);
    INDArray shift = Numbers.gaussians(random.named("shift"), 1, d);
    return gaussians.mul(1.5).add(gaussians.mmul(shear)).addRowVector(shift);
  }

  private static INDArray covariance(INDArray points) {
    INDArray centred = points.subRowVector(points.mean(0));
    return centred.transpose().mmul(centred).div(points.size(0));
  }
}
