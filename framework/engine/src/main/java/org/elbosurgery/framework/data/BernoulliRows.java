package org.elbosurgery.framework.data;

import org.elbosurgery.api.RandomStream;

/**
 * Rows drawn from grey ones: each value is 1 with the grey value as its probability, else 0. The
 * draw of a row depends on its stream and its number alone, so any row can be read at any time, by
 * any thread, and is the same always.
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
