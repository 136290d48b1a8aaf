package org.elbosurgery.framework.timing;

import java.util.List;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * An aggregate posterior to be timed.
 *
 * @param latent d, the number of latent dimensions
 * @param size N, the number of components and of samples, one of each posterior
 */
public record PosteriorCase(
    @Option("latent dimensions") @Min(1) @Max(4096) int latent,
    @Option(
            value = "of a posterior: the number of its components and of samples, one of each",
            decides = Decides.ROWS)
        @Min(2)
        @Max(1000000)
        int size) {

  /** The size of binarized MNIST. */
  public static final int FULL_SIZE = 60_000;

  /** The default case, which the others vary. */
  public PosteriorCase() {
    this(10, FULL_SIZE);
  }

  /** Returns the standard cases, at one size. */
  public static List<PosteriorCase> all(int size) {
    return List.of(
        new PosteriorCase(2, size), new PosteriorCase(10, size), new PosteriorCase(20, size));
  }

  /** Returns made-up posteriors for it. */
  public SampledPosteriors posteriors() {
    return SampledPosteriors.synthetic(size, latent, 1);
  }

  /** Returns the number of pairs of a sample and a component, N squared. */
  public double pairs() {
    return (double) size * size;
  }
}
