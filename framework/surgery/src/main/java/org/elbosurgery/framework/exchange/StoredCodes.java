package org.elbosurgery.framework.exchange;

import org.elbosurgery.api.PosteriorRows;
import org.elbosurgery.framework.npy.StoredArray;

/**
 * Posteriors that stay in a file of codes.
 *
 * @param mean {@code [N, d]}
 * @param logVariance of the same shape
 */
record StoredCodes(StoredArray mean, StoredArray logVariance) implements PosteriorRows {

  @Override
  public int size() {
    return mean.shape().get(0);
  }

  @Override
  public int dimensions() {
    return mean.shape().get(1);
  }

  @Override
  public boolean isSinglePrecision() {
    return mean.type().fitsSinglePrecision() && logVariance.type().fitsSinglePrecision();
  }

  @Override
  public void read(int from, int to, double[] means, double[] logVariances) {
    int d = dimensions();
    mean.read((long) from * d, (to - from) * d, means);
    logVariance.read((long) from * d, (to - from) * d, logVariances);
  }
}
