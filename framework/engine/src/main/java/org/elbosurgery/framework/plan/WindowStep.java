package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.elbosurgery.framework.simd.Arithmetic;

/**
 * Converts images to the numbers that a window sees of them, and back; each worker processes a
 * range of the images.
 */
final class WindowStep {

  private WindowStep() {}

  /**
   * Returns the step that writes the numbers that a window sees, with a row for each stop, image
   * after image.
   *
   * @param images {@code [n, height, width, channels]}
   * @param seen receives {@code [n stops, window]}
   */
  static Step see(Window window, int n, Memory images, Memory seen, Workers workers) {
    FloatBuffer from = images.numbers();
    FloatBuffer to = seen.numbers();
    int one = window.image();
    int all = window.stops() * window.seen();
    return each(
        window,
        n,
        workers,
        (image, i, values) -> {
          from.get(i * one, image);
          window.forEachRun(
              (place, at, length) -> System.arraycopy(image, place, values, at, length));
          to.put(i * all, values);
        });
  }

  /**
   * Returns the step that adds up, for every place of the images, all numbers seen of it: the
   * transpose of {@link #see}.
   *
   * @param seen {@code [n stops, window]}
   * @param images receives {@code [n, height, width, channels]}
   */
  static Step add(Window window, int n, Memory seen, Memory images, Workers workers) {
    FloatBuffer from = seen.numbers();
    FloatBuffer to = images.numbers();
    int one = window.image();
    int all = window.stops() * window.seen();
    return each(
        window,
        n,
        workers,
        (image, i, values) -> {
          from.get(i * all, values);
          Arrays.fill(image, 0);
          window.forEachRun(
              (place, at, length) ->
                  Arithmetic.FASTEST.accumulate(values, at, image, place, length));
          to.put(i * one, image);
        });
  }

  /** Work on one image. */
  @FunctionalInterface
  private interface ImageWork {

    /**
     * Processes one image.
     *
     * @param image memory for the image
     * @param i its number
     * @param seen memory for the numbers that the window sees of it; 0 outside the image
     */
    void on(float[] image, int i, float[] seen);
  }

  private static Step each(Window window, int n, Workers workers, ImageWork work) {
    float[][] images = new float[workers.size()][window.image()];
    float[][] seen = new float[workers.size()][window.stops() * window.seen()];
    return () ->
        workers.together(
            worker -> {
              int to = (int) ((long) n * (worker + 1) / workers.size());
              for (int i = (int) ((long) n * worker / workers.size()); i < to; i++) {
                work.on(images[worker], i, seen[worker]);
              }
            });
  }
}
