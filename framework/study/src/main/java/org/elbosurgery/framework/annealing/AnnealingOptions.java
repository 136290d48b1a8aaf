package org.elbosurgery.framework.annealing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.likelihood.LikelihoodOptions;
import org.elbosurgery.framework.machine.Threads;

/**
 * How the likelihood is estimated by annealing.
 *
 * @param prior as in {@link LikelihoodOptions}
 * @param from where annealing starts
 * @param temperatures T, the number of steps from there to the model
 * @param chains C, chains of each data point
 * @param split which rows
 * @param rows the number of rows, from the first; 0 for all
 * @param threads threads to compute on; no result depends on their number
 */
public record AnnealingOptions(
    @Option(value = LikelihoodOptions.PRIORS, decides = Decides.MODEL) String prior,
    @Option(
            value =
                "where annealing starts: at the prior p(z), or at the encoder's posterior q(z|x)",
            decides = Decides.ESTIMATE)
        Start from,
    @Option(value = "steps from there to the model", decides = Decides.ESTIMATE)
        @Min(2)
        @Max(1000000)
        int temperatures,
    @Option(value = "chains per data point", decides = Decides.ESTIMATE) @Min(2) @Max(10000)
        int chains,
    @Option(
            value =
                "which rows; simulated rows come from the model itself, so that log p(x) is bounded"
                    + " from both sides",
            decides = Decides.ROWS)
        AnnealedRows split,
    @Option(value = "rows to take, from the first; 0 takes all", decides = Decides.ROWS) @Min(0)
        int rows,
    @Option(
            value = "threads to compute on; no result depends on their number",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int threads) {

  /**
   * Checks the priors and the rows.
   *
   * @throws IllegalArgumentException if a prior is neither trained nor fitted, or all rows of the
   *     model are asked for
   */
  public AnnealingOptions {
    LikelihoodOptions.requirePriors(prior);
    if (split == AnnealedRows.SIMULATED && rows < 2) {
      throw new IllegalArgumentException(
          "rows is " + rows + "; of simulated rows there is no end, take 2 or more");
    }
  }

  /**
   * 16 chains of 500 temperatures for 100 test rows, from q(z|x), with as many threads as {@code
   * OMP_NUM_THREADS} says, or one for each processor.
   */
  public AnnealingOptions() {
    this(
        LikelihoodOptions.TRAINED,
        Start.POSTERIOR,
        500,
        16,
        AnnealedRows.TEST,
        100,
        Threads.standard().count());
  }

  /** Returns these options for each of the priors. */
  public List<AnnealingOptions> ofEachPrior() {
    return Arrays.stream(prior.split(";"))
        .map(each -> new AnnealingOptions(each, from, temperatures, chains, split, rows, threads))
        .toList();
  }

  /** Returns the name of the one prior, if it is a fitted one; empty for the run's own. */
  Optional<String> fitted() {
    return LikelihoodOptions.fitted(prior);
  }

  /** Returns what determines the estimates. */
  AnnealingSettings settings() {
    return new AnnealingSettings(from, temperatures, chains);
  }
}
