package org.elbosurgery.framework.benchmark;

import java.util.List;

/**
 * An aggregate posterior that is timed, of {@link SyntheticCodes}.
 *
 * @param latent d
 * @param size N, and S: one sample of each posterior
 */
public record PosteriorCase(int latent, int size) {

  /** N and S of binarized MNIST. */
  public static final int FULL_SIZE = 60_000;

  /** Returns the cases that are watched, at one size. */
  public static List<PosteriorCase> all(int size) {
    return List.of(
        new PosteriorCase(2, size), new PosteriorCase(10, size), new PosteriorCase(20, size));
  }

  /** Returns N S, the pairs of a sample and a component. */
  public double pairs() {
    return (double) size * size;
  }
}
