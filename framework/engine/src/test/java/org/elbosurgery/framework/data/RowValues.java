package org.elbosurgery.framework.data;

/** All values of a table. */
final class RowValues {

  private RowValues() {}

  static float[][] of(Rows rows) {
    float[][] values = new float[rows.size()][rows.width()];
    for (int i = 0; i < values.length; i++) {
      rows.copyTo(i, values[i], 0);
    }
    return values;
  }

  static double sum(Rows rows) {
    double sum = 0;
    for (float[] row : of(rows)) {
      for (float value : row) {
        sum += value;
      }
    }
    return sum;
  }
}
