package org.elbosurgery.api.graph;

/**
 * The shape of images stored as rows of data: row after row of the image, with the channels of each
 * place in succession.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels values in each place, at least 1
 * @since 0.1.0
 */
public record ImageShape(int height, int width, int channels) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is below 1 or there are more than 2^31 - 1 values
   */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image has at least one row, column and channel, not "
              + height
              + " x "
              + width
              + " x "
              + channels);
    }
    if ((long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "images of %d x %d x %d are too large".formatted(height, width, channels));
    }
  }

  /** Returns the number of values of an image. */
  public int size() {
    return height * width * channels;
  }

  /** Returns the shape in words, {@code 28 x 28 x 1}. */
  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
