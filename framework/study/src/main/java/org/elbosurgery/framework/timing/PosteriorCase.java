package org.elbosurgery.framework.timing;

import java.util.List;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * An aggregate posterior that is timed.
 *
 * @param latent d
 * @param size N, and S: one sample of each posterior
 */
public record PosteriorCase(
    @Option("latent dimensions") @Min(1) @Max(4096) int latent,
    @Option(
            value = "of a posterior: its components, and the samples: one of each",
            decides = Decides.ROWS)
        @Min(2)
        @Max(1000000)
        int size) {

  /** N and S of binarized MNIST. */
  public static final int FULL_SIZE = 60_000;

  /** The case of the middle size that the others vary. */
  public PosteriorCase() {
    this(10, FULL_SIZE);
  }

  /** Returns the cases that are watched, at one size. */
  public static List<PosteriorCase> all(int size) {
    return List.of(
        new PosteriorCase(2, size), new PosteriorCase(10, size), new PosteriorCase(20, size));
  }

  /** Returns made-up posteriors for it. */
  public SampledPosteriors posteriors() {
    return SampledPosteriors.synthetic(size, latent, 1);
  }

  /** Returns N S, the pairs of a sample and a component. */
  public double pairs() {
    return (double) size * size;
  }
}
