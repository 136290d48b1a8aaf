package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.elbosurgery.framework.simd.Arithmetic;

/**
 * What a window sees of a few images, with a row for each stop: few enough to stay in the cache of
 * a core. For one thread, and either to look or to add up.
 */
final class WindowView {

  /** Half a megabyte: half of the second cache of a core, or less. */
  private static final int NUMBERS = 1 << 17;

  /** The number of numbers from which a call that copies them takes less time than a loop. */
  private static final int WORTH_A_CALL = 8;

  private final Window.Run[] runs;
  private final int images;
  private final int width;
  private final Memory memory;
  private final float[] image;
  private final float[] seen;

  /** Allocates memory for what the window sees of as many images as the cache holds. */
  WindowView(Window window) {
    runs = window.runs().toArray(Window.Run[]::new);
    int all = window.stops() * window.seen();
    images = Math.max(1, NUMBERS / all);
    width = window.seen();
    memory = Memory.ofShape((long) images * window.stops(), width);
    image = new float[window.image()];
    seen = new float[all]; // what lies outside the images stays 0
  }

  /** Returns the number of images that this has memory for, at least 1. */
  int images() {
    return images;
  }

  /** Returns what is seen of the first images, {@code [count stops, window]}. */
  Matrix matrix(int count) {
    int stops = seen.length / width;
    return Matrix.of(memory, images * stops, width).rows(0, count * stops);
  }

  /**
   * Looks at images.
   *
   * @param from {@code [n, height, width, channels]}
   * @param first the number of the first image
   * @param count of images, at most {@link #images}
   */
  void look(FloatBuffer from, int first, int count) {
    for (int i = 0; i < count; i++) {
      from.get((first + i) * image.length, image);
      for (Window.Run run : runs) {
        copy(run);
      }
      memory.numbers().put(i * seen.length, seen);
    }
  }

  private void copy(Window.Run run) {
    if (run.length() >= WORTH_A_CALL) {
      System.arraycopy(image, run.place(), seen, run.seen(), run.length());
    } else {
      for (int i = 0; i < run.length(); i++) {
        seen[run.seen() + i] = image[run.place() + i];
      }
    }
  }

  /**
   * Adds up, for every place of images, all numbers seen of it: the transpose of {@link #look}.
   *
   * @param to receives the sums, {@code [n, height, width, channels]}
   */
  void addUp(FloatBuffer to, int first, int count) {
    for (int i = 0; i < count; i++) {
      memory.numbers().get(i * seen.length, seen);
      Arrays.fill(image, 0);
      for (Window.Run run : runs) {
        Arithmetic.FASTEST.accumulate(seen, run.seen(), image, run.place(), run.length());
      }
      to.put((first + i) * image.length, image);
    }
  }
}
