package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A window that slides over images, channels last: its positions (stops), and the numbers it sees
 * at each. Outside the image it sees 0.
 *
 * @param height of the image
 * @param width of the image
 * @param channels numbers in each place of the image
 * @param rows height of the window
 * @param columns width of the window
 * @param strideDown places from one stop to the next one below
 * @param strideRight places from one stop to the next one to the right
 * @param top rows of the first window above the image
 * @param left columns of the first window to the left of the image
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

  /** Returns the number of numbers in an image. */
  int image() {
    return height * width * channels;
  }

  /** Returns the number of numbers that the window sees at one stop. */
  int seen() {
    return rows * columns * channels;
  }

  /** Returns the number of stops in one image. */
  int stops() {
    return stopsDown * stopsRight;
  }

  /**
   * Numbers that are neighbours both in the image and in the window.
   *
   * @param place where they begin in the image
   * @param seen where they begin in the numbers that the window sees at all stops, stop after stop
   * @param length how many they are, at least 1
   */
  record Run(int place, int seen, int length) {}

  /**
   * Returns everything that the window sees of one image. For a window of 2 x 2 over an image of
   * one row (a b), with strides of 1 and one row and one column of zeros around it, the stops in
   * the upper row see
   *
   * <pre>
   * 0 0   0 0   0 0
   * 0 a   a b   b 0
   * </pre>
   *
   * in which the runs are (a), (a b) and (b).
   */
  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    int seen = 0;
    for (int down = 0; down < stopsDown; down++) {
      for (int right = 0; right < stopsRight; right++) {
        int x = right * strideRight - left;
        int from = Math.max(0, -x);
        int to = Math.min(columns, width - x);
        for (int row = 0; row < rows; row++) {
          int y = down * strideDown - top + row;
          if (y >= 0 && y < height && from < to) {
            int place = (y * width + x + from) * channels;
            runs.add(new Run(place, seen + from * channels, (to - from) * channels));
          }
          seen += columns * channels;
        }
      }
    }
    return runs;
  }
}
