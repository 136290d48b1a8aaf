package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of a prior's log-density as numbers. */
final class DistributionChecks {

  /**
   * The tolerance between the formula in the graph and the frozen density, both in double
   * precision.
   */
  static final double ROUNDING = 1e-8;

  /** The tolerance of the integral over the line and over the plane, which should be 1. */
  private static final double[] TOTAL = {5e-4, 5e-3};

  /**
   * Smaller than any constant that is likely to be forgotten: log 2 is 0.69, 1/2 log 2 pi is 0.92.
   */
  private static final double FORGOTTEN = 0.2;

  /** The largest error of a log normaliser: five of them are less than any forgotten constant. */
  private static final double MAX_NORMALIZER_ERROR = 0.02;

  /**
   * How much an estimated normaliser may change the log-density at one code more than at another,
   * in nats. It changes all alike if it is a factor, and not if it also weights the parts of a
   * mixture, as in a rejection sampler that ends at last. Other mistakes change far codes by more.
   */
  static final double ESTIMATED = 0.5;

  private static final int SAMPLES = 20_000;

  /** A normal variable deviates by more than 5 standard deviations with probability 6e-7. */
  private static final double DEVIATIONS = 5;

  private DistributionChecks() {}

  /**
   * Checks that the prior freezes to a density of d dimensions whose logProb gives one number per
   * row.
   */
  static void freezes(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : new int[] {1, 2, 5}) {
      FrozenPrior frozen = FrozenPrior.of(specimen, d);
      Breach.unless(
          frozen.density().dimensions() == d,
          "the frozen density says that it has %d dimensions; the model has %d",
          frozen.density().dimensions(),
          d);
      for (int n : new int[] {1, 2, 5}) {
        frozen.logProb(Numbers.gaussians(RandomStream.of(n), n, d));
      }
    }
  }

  /**
   * Checks that the frozen density has the values of the formula in the graph; where a normaliser
   * is estimated, both may differ as another estimate makes them differ.
   */
  static void symbolicAndFrozenAgree(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : new int[] {1, 2, 5}) {
      for (double size : new double[] {1, 30}) {
        Sizes sizes = Sizes.precise(d);
        INDArray z = Numbers.gaussians(RandomStream.of(5), 7, d).mul(size);
        PluginGraph graph = specimen.moved(sizes);
        INDArray symbolic = specimen.value(graph, specimen.formulas().get(0), List.of(z));
        FrozenPrior density =
            FrozenPrior.of(specimen, specimen.rebuilt(sizes, graph.parameters()), d);
        double[] frozen = density.logProb(z);
        boolean estimated = density.logNormalizerError() > 0;
        double shift = estimated ? frozen[0] - symbolic.getDouble(0) : 0;
        for (int i = 0; i < frozen.length; i++) {
          Breach.unless(
              Numbers.agree(symbolic.getDouble(i) + shift, frozen[i], ROUNDING)
                  || (estimated
                      && Math.abs(symbolic.getDouble(i) + shift - frozen[i]) <= ESTIMATED),
              "log p(z) in %d dimensions is %s in the graph and %s frozen, at z = %s%s: both must"
                  + " give the parameters the same meaning (variance, standard deviation,"
                  + " logarithm)",
              d,
              symbolic.getDouble(i),
              frozen[i],
              Arrays.toString(Numbers.values(Numbers.row(z, i))),
              estimated ? ", and elsewhere they differ by " + shift : "");
        }
      }
    }
  }

  /** Checks that exp(logProb) integrates to 1 over the line and over the plane. */
  static void integratesToOne(Prior prior) {
    for (int d : new int[] {1, 2}) {
      FrozenPrior frozen = FrozenPrior.of(Specimen.prior(prior), d);
      double error = frozen.logNormalizerError();
      Breach.unless(
          error <= MAX_NORMALIZER_ERROR,
          "logNormalizerError is %s nats in %d dimensions: with more than %s a constant could be"
              + " missing unseen, so take more samples in freeze",
          error,
          d,
          MAX_NORMALIZER_ERROR);
      double total = frozen.cells().total();
      double excess = Math.log(total);
      Breach.unless(
          Math.abs(total - 1) <= TOTAL[d - 1] + DEVIATIONS * error,
          "exp(logProb) integrates to %.5f over %s, not to 1: log p(z) is too %s by %.5f nats, so a"
              + " constant %s",
          total,
          d == 1 ? "the line" : "the plane",
          total > 1 ? "great" : "small",
          Math.abs(excess),
          Math.abs(excess) < FORGOTTEN
              ? "that is estimated needs more samples, or the formula is not quite that of a"
                  + " density"
              : "is missing or doubled");
    }
  }

  /**
   * Checks the integral in five dimensions, with samples of p and of a Gaussian q: E_q[p / (p + q)]
   * = E_p[q / (p + q)] if and only if p integrates to 1 (Bennett 1976; Meng and Wong 1996). This is
   * E_p[q / p] = 1, weighted such that no value is above 1 and the variance is finite for any p.
   */
  static void integratesToOneBeyondThePlane(Prior prior) {
    int d = 5;
    RandomStream random = RandomStream.of(6);
    FrozenPrior p = FrozenPrior.of(Specimen.prior(prior), d);
    DiagonalGaussianMixture q = gaussianLike(p.sample(2001, random.named("shape")), d);
    INDArray fromP = p.sample(SAMPLES, random.named("p"));
    INDArray fromQ = q.sample(SAMPLES, random.named("q"));
    Mean ofP = Mean.of(p.logProb(fromQ), Numbers.values(q.logProb(fromQ)));
    Mean ofQ = Mean.of(Numbers.values(q.logProb(fromP)), p.logProb(fromP));
    // A log normaliser that is off by e changes each of the two by at most e/4.
    double normalizer = p.logNormalizerError() / 2;
    double error = Math.sqrt(ofP.variance() + ofQ.variance() + normalizer * normalizer);
    Breach.unless(
        Math.abs(ofP.value() - ofQ.value()) <= DEVIATIONS * error,
        "in %d dimensions E_q[p/(p+q)] = %.4f and E_p[q/(p+q)] = %.4f, %.1f standard errors apart:"
            + " either logProb does not integrate to 1 (but to about %.3f) or the samples are from"
            + " another density",
        d,
        ofP.value(),
        ofQ.value(),
        Math.abs(ofP.value() - ofQ.value()) / error,
        ofP.value() / ofQ.value());
  }

  /** A mean of independent values with its variance. */
  private record Mean(double value, double variance) {

    /** Averages a / (a + b), given the logarithms of two densities. */
    static Mean of(double[] logA, double[] logB) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < logA.length; i++) {
        double share = 1 / (1 + Math.exp(logB[i] - logA[i]));
        sum += share;
        squares += share * share;
      }
      double mean = sum / logA.length;
      return new Mean(mean, (squares / logA.length - mean * mean) / logA.length);
    }
  }

  /** Returns a Gaussian with the medians and interquartile ranges of samples. */
  private static DiagonalGaussianMixture gaussianLike(INDArray samples, int d) {
    double[] mean = new double[d];
    double[] logVariance = new double[d];
    double[] all = Numbers.values(samples);
    int n = all.length / d;
    for (int j = 0; j < d; j++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = all[i * d + j];
      }
      Arrays.sort(column);
      mean[j] = column[n / 2];
      // The quartiles of a standard Gaussian are 1.349 apart.
      logVariance[j] = 2 * Math.log(Math.max(1e-6, (column[3 * n / 4] - column[n / 4]) / 1.349));
    }
    return new DiagonalGaussianMixture(new double[1], mean, logVariance);
  }

  /**
   * Checks that the frozen density gives the same bits when it is called again, and after the
   * parameters have changed.
   */
  static void staysAsItIs(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    PluginGraph graph = specimen.moved(Sizes.precise(2));
    FrozenPrior frozen = FrozenPrior.of(specimen, graph, 2);
    INDArray z = Numbers.gaussians(RandomStream.of(7), 5, 2);
    double[] once = frozen.logProb(z);
    Breach.unless(
        Arrays.equals(once, frozen.logProb(z)),
        "the second call of the frozen density's logProb gives other values for the same z");
    graph.parameters().arrays().values().forEach(array -> array.addi(0.25));
    Breach.unless(
        Arrays.equals(once, frozen.logProb(z)),
        "the frozen density changed when the parameters did: copy their values in freeze");
  }

  /** Checks that the frozen density is finite far from the origin. */
  static void isFiniteFarOut(Prior prior) {
    for (int d : new int[] {1, 512}) {
      isFiniteFarOut(FrozenPrior.of(Specimen.prior(prior), d));
    }
  }

  /** Checks the same of one density. */
  static void isFiniteFarOut(FrozenPrior frozen) {
    double[] values = frozen.logProb(FormulaChecks.far(1e3, frozen.dimensions()));
    Numbers.requireFinite(
        "logProb of the frozen density in " + frozen.dimensions() + " dimensions at |z_j| = 1000",
        Numbers.array(values, values.length));
  }

  /** Checks that the formula is finite far from the origin, in single precision. */
  static void formulaIsFiniteFarOut(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : new int[] {1, 512}) {
      FormulaChecks.requireFinite(
          specimen,
          specimen.formulas().get(0),
          Sizes.single(d),
          List.of(FormulaChecks.far(1e3, d)),
          "|z_j| = 1000");
    }
  }

  /**
   * Checks that the plugin can be bound and that its log-density is finite near the origin, in the
   * graph and frozen.
   */
  static void works(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    INDArray z = Numbers.gaussians(RandomStream.of(8), 3, 2);
    Sizes sizes = new Sizes(2, Sizes.DATA, DataType.DOUBLE);
    Numbers.requireFinite(
        "logProb",
        specimen.value(specimen.initial(sizes, 1), specimen.formulas().get(0), List.of(z)));
    double[] frozen = FrozenPrior.of(specimen, specimen.initial(sizes, 1), 2).logProb(z);
    Numbers.requireFinite("logProb of the frozen density", Numbers.array(frozen, frozen.length));
  }
}
