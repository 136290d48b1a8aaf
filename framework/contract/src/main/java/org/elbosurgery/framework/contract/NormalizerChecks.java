package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of a density's normaliser, and of the error that is stated of an estimated one. */
final class NormalizerChecks {

  /** The tolerance of the integral over the line and over the plane, which should be 1. */
  private static final double[] TOTAL = {5e-4, 5e-3};

  /** The number of dimensions beyond the plane in which the integral is checked. */
  private static final int BEYOND = 5;

  /**
   * Smaller than any constant that is likely to be forgotten: log 2 is 0.69, 1/2 log 2 pi is 0.92.
   */
  private static final double FORGOTTEN = 0.2;

  /** The largest error of a log normaliser: five of them are less than any forgotten constant. */
  private static final double MAX_ERROR = 0.02;

  /** A normal variable deviates by more than 5 standard deviations with probability 6e-7. */
  private static final double DEVIATIONS = 5;

  /** How often the normaliser is estimated to see how the estimates differ. */
  private static final int ESTIMATES = 8;

  /** The probability that estimates with the stated error differ as far. */
  private static final double FALSE_ALARM = 1e-6;

  private NormalizerChecks() {}

  /** Checks that exp(logProb) integrates to 1 over the line and over the plane. */
  static void integratesToOne(Configuration<? extends Prior> prior) {
    for (int d : new int[] {1, 2}) {
      FrozenPrior frozen = FrozenPrior.of(prior, d);
      double error = frozen.logNormalizerError();
      Breach.unless(
          error <= MAX_ERROR,
          "logNormalizerError is %s nats in %d dimensions: with more than %s a constant could be"
              + " missing unseen, so take more samples in freeze",
          error,
          d,
          MAX_ERROR);
      double total = frozen.cells().total();
      double excess = Math.log(total);
      Breach.unless(
          Math.abs(total - 1) <= TOTAL[d - 1] + DEVIATIONS * error,
          "exp(logProb) integrates to %.5f over %s, not to 1: log p(z) is too %s by %.5f nats, so"
              + " %s",
          total,
          d == 1 ? "the line" : "the plane",
          total > 1 ? "great" : "small",
          Math.abs(excess),
          cause(error, Math.abs(excess) >= FORGOTTEN));
    }
  }

  private static String cause(double error, boolean large) {
    if (error > 0) {
      return estimated(error) + (large ? ", or another constant is missing or doubled" : "");
    }
    return large
        ? "a constant is missing or doubled"
        : "a constant that is estimated needs more samples, and a logNormalizerError, or the"
            + " formula is not quite that of a density";
  }

  private static String estimated(double error) {
    return String.format(
        java.util.Locale.ROOT,
        "the normaliser that freeze estimates is not that of the frozen parameters, or its"
            + " logNormalizerError, %.2g nats, is understated",
        error);
  }

  /** Checks the integral and the samples in five dimensions. */
  static void integratesToOneBeyondThePlane(Prior prior) {
    FrozenPrior frozen = FrozenPrior.of(Specimen.prior(prior), BEYOND);
    DensityCheck check = DensityCheck.of(frozen.density(), Optional.empty(), RandomStream.of(6));
    check
        .samplesProblem()
        .ifPresent(
            problem -> {
              throw new Breach("in " + BEYOND + " dimensions " + problem);
            });
    isNormalised(check, frozen, "in " + BEYOND + " dimensions: ");
  }

  /**
   * Checks what was found of a density's integral.
   *
   * @param where begins the message
   */
  static void isNormalised(DensityCheck check, FrozenPrior frozen, String where) {
    double error = frozen.logNormalizerError();
    check
        .failure()
        .ifPresent(
            problem -> {
              throw new Breach(where + problem);
            });
    check
        .normalizerProblem()
        .ifPresent(
            problem -> {
              throw new Breach(where + problem + ": " + cause(error, true));
            });
    if (check.logNormalizer().isEmpty()) {
      throw new NotApplicable(
          "the log normaliser is not determined: the samples are of another density, or hardly"
              + " overlap with a mixture of Gaussians fitted to others");
    }
  }

  /**
   * Checks that a normaliser that is estimated is estimated anew from each stream, and that the
   * estimates differ as the stated error says: (n - 1) times their variance over that of the error
   * is chi-square with n - 1 degrees of freedom, or less where the normaliser moves the log-density
   * by less than itself.
   */
  static void statedErrorIsThatOfTheEstimates(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    int d = 2;
    PluginGraph graph = specimen.moved(Sizes.precise(d));
    INDArray z = Numbers.gaussians(RandomStream.of(13), 5, d);
    double[] means = new double[ESTIMATES];
    double variance = 0;
    for (int i = 0; i < ESTIMATES; i++) {
      FrozenPrior frozen = new FrozenPrior(prior, d, graph.freeze(RandomStream.of(14).at(i)));
      double error = frozen.logNormalizerError();
      if (error == 0) {
        throw new NotApplicable("its normaliser is known");
      }
      means[i] = StatUtils.mean(frozen.logProb(z));
      variance += error * error / ESTIMATES;
    }
    Breach.unless(
        Arrays.stream(means).distinct().count() > 1,
        "logNormalizerError is %.2g nats, but log p(z) is the same whatever stream freeze is given:"
            + " the samples that the normaliser is estimated from are always the same, and training"
            + " learns to fit them; draw them from the stream",
        Math.sqrt(variance));
    double found = StatUtils.variance(means);
    double most =
        new ChiSquaredDistribution(null, ESTIMATES - 1)
                .inverseCumulativeProbability(1 - FALSE_ALARM)
            / (ESTIMATES - 1);
    Breach.unless(
        found <= most * variance,
        "log p(z) has a standard deviation of %.2g nats over %d streams given to freeze, but"
            + " logNormalizerError is %.2g: it is understated",
        Math.sqrt(found),
        ESTIMATES,
        Math.sqrt(variance));
  }
}
