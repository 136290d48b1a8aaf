package org.elbosurgery.api;

/**
 * Stratified samples of the aggregate posterior: S samples of every q_n, z = mean_n + s_n eps. The
 * noise of a data point is addressed by its number, so samples can be drawn block by block in any
 * order.
 *
 * @param posteriors the posteriors
 * @param perPoint S, samples of each posterior
 * @param random the root of the noise
 * @since 0.1.0
 */
public record PosteriorSamples(Posteriors posteriors, int perPoint, RandomStream random) {

  /**
   * Returns the samples of the points {@code from}, ..., {@code to - 1}, {@code [(to - from) S, d]}
   * row by row.
   */
  public double[] of(int from, int to) {
    int d = posteriors.dimensions();
    double[] z = new double[Math.multiplyExact((to - from) * perPoint, d)];
    double[] s = new double[d];
    int i = 0;
    for (int n = from; n < to; n++) {
      for (int j = 0; j < d; j++) {
        s[j] = posteriors.standardDeviation(n, j);
      }
      RandomStream noise = random.at(n);
      for (int k = 0; k < perPoint; k++) {
        for (int j = 0; j < d; j++) {
          z[i++] = posteriors.mean(n, j) + s[j] * noise.nextGaussian();
        }
      }
    }
    return z;
  }
}
