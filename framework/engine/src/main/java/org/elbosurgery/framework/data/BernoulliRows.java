package org.elbosurgery.framework.data;

import org.elbosurgery.api.RandomStream;

/**
 * Binary rows drawn from grey ones: each value is 1 with the grey value as its probability,
 * otherwise 0. The draw of a row depends only on the stream and the row's number, so any row can be
 * read at any time, by any thread, and is always the same.
 */
record BernoulliRows(Rows grey, RandomStream random) implements Rows {

  @Override
  public int size() {
    return grey.size();
  }

  @Override
  public int width() {
    return grey.width();
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    grey.copyTo(row, target, offset);
    RandomStream uniform = random.at(row);
    for (int j = offset; j < offset + width(); j++) {
      target[j] = uniform.nextDouble() < target[j] ? 1 : 0;
    }
  }
}
