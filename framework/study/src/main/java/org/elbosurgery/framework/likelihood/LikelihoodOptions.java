package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.machine.Threads;

/**
 * How the likelihood is bounded.
 *
 * @param prior {@value #TRAINED} for the run's own, {@value #FITTED} and a name for one that {@code
 *     elbo gap} has fitted to its codes; several separated by semicolons are compared
 * @param samples S, samples of each data point
 * @param untilEss the effective sample size of a row with which its samples are enough, if their
 *     Pareto k is not above 0.7; 0 to draw all
 * @param split the split of the rows
 * @param rows the number of rows, from the first; 0 for all
 * @param threads threads to compute on; no result depends on their number
 */
public record LikelihoodOptions(
    @Option(value = PRIORS, decides = Decides.MODEL) String prior,
    @Option(value = "samples of z per data point", decides = Decides.ESTIMATE) @Min(2) @Max(1000000)
        int samples,
    @Option(
            value =
                "stop drawing at a row when so many samples count, by a thousand at a time and up to"
                    + " samples; 0 draws all",
            decides = Decides.ESTIMATE)
        @Min(0)
        @Max(1000000)
        int untilEss,
    @Option(value = "which rows", decides = Decides.ROWS) Split split,
    @Option(value = "rows to take, from the first; 0 takes all", decides = Decides.ROWS) @Min(0)
        int rows,
    @Option(
            value = "threads to compute on; no result depends on their number",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int threads) {

  /** What the option for the prior means. */
  public static final String PRIORS =
      "the run's own prior, trained, or one that elbo gap has fitted to its codes,"
          + " fitted:NAME; several, separated by semicolons, are compared";

  /** The run's own prior. */
  public static final String TRAINED = "trained";

  static final String FITTED = "fitted:";

  /**
   * Checks the priors.
   *
   * @throws IllegalArgumentException if one is neither trained nor fitted
   */
  public LikelihoodOptions {
    requirePriors(prior);
    if (untilEss > samples) {
      throw new IllegalArgumentException(
          "until-ess is %d, but samples is %d; more samples cannot count than are drawn"
              .formatted(untilEss, samples));
    }
  }

  /** Draws all samples. */
  public LikelihoodOptions(String prior, int samples, Split split, int rows, int threads) {
    this(prior, samples, 0, split, rows, threads);
  }

  /**
   * Checks the option for the prior.
   *
   * @throws IllegalArgumentException if one is neither trained nor fitted
   */
  public static void requirePriors(String prior) {
    for (String each : prior.split(";", -1)) {
      if (!each.equals(TRAINED) && !(each.startsWith(FITTED) && each.length() > FITTED.length())) {
        throw new IllegalArgumentException(
            "prior is \"%s\"; take trained, or fitted: and the name of a prior that elbo gap has"
                    .formatted(each)
                + " fitted, such as fitted:mixture");
      }
    }
  }

  /** Bounds the likelihood with the run's own prior. */
  public LikelihoodOptions(int samples, Split split, int rows, int threads) {
    this(TRAINED, samples, split, rows, threads);
  }

  /**
   * 5000 samples of all test rows, with as many threads as {@code OMP_NUM_THREADS} says, or one for
   * each processor.
   */
  public LikelihoodOptions() {
    this(5000, Split.TEST, 0, Threads.standard().count());
  }

  /** Returns these options for each of the priors. */
  public List<LikelihoodOptions> ofEachPrior() {
    return Arrays.stream(prior.split(";"))
        .map(each -> new LikelihoodOptions(each, samples, untilEss, split, rows, threads))
        .toList();
  }

  /** Returns the name of the one prior, if it is a fitted one; empty for the run's own. */
  Optional<String> fitted() {
    return fitted(prior);
  }

  /** Returns the name of a fitted prior; empty for the run's own. */
  public static Optional<String> fitted(String prior) {
    return prior.startsWith(FITTED)
        ? Optional.of(prior.substring(FITTED.length()))
        : Optional.empty();
  }
}
