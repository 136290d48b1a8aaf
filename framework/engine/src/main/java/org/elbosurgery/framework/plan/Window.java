package org.elbosurgery.framework.plan;

/**
 * A window that slides over images, channels last: where it stops, and what it sees there. Its
 * places outside the image see 0.
 *
 * @param height of the image
 * @param width of the image
 * @param channels numbers in each place of the image
 * @param rows height of the window
 * @param columns width of the window
 * @param strideDown places from one stop to the next below
 * @param strideRight places from one stop to the next beside
 * @param top rows of the first window above the image
 * @param left columns of the first window beside the image
 * @param stopsDown stops from top to bottom
 * @param stopsRight stops from left to right
 */
record Window(
    int height,
    int width,
    int channels,
    int rows,
    int columns,
    int strideDown,
    int strideRight,
    int top,
    int left,
    int stopsDown,
    int stopsRight) {

  /** Returns how many numbers an image has. */
  int image() {
    return height * width * channels;
  }

  /** Returns how many numbers the window sees at one stop. */
  int seen() {
    return rows * columns * channels;
  }

  /** Returns how often the window stops in one image. */
  int stops() {
    return stopsDown * stopsRight;
  }

  /** What is done with a run of numbers that are neighbours both in the image and in the window. */
  @FunctionalInterface
  interface Run {

    /**
     * Handles one run.
     *
     * @param place where it begins in the image
     * @param seen where it begins in what the window sees at all stops, stop after stop
     * @param length numbers in it, at least 1
     */
    void at(int place, int seen, int length);
  }

  /**
   * Goes over all that the window sees of one image. For a window of 2 x 2 over an image of one row
   * (a b), strides of 1 and one row and one column of 0 around, the stops above see
   *
   * <pre>
   * 0 0   0 0   0 0
   * 0 a   a b   b 0
   * </pre>
   *
   * of which the runs are (a), (a b) and (b).
   */
  void forEachRun(Run run) {
    int seen = 0;
    for (int down = 0; down < stopsDown; down++) {
      for (int right = 0; right < stopsRight; right++) {
        int x = right * strideRight - left;
        int from = Math.max(0, -x);
        int to = Math.min(columns, width - x);
        for (int row = 0; row < rows; row++) {
          int y = down * strideDown - top + row;
          if (y >= 0 && y < height && from < to) {
            run.at(
                (y * width + x + from) * channels, seen + from * channels, (to - from) * channels);
          }
          seen += columns * channels;
        }
      }
    }
  }
}
