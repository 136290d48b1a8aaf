package org.elbosurgery.framework.networks;

import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.graph.ImageShape;

/** Determines the shape of images stored as rows of data from options that may leave it open. */
final class ImageGuess {

  private ImageGuess() {}

  /**
   * Returns the shape of images.
   *
   * @param height rows of an image; 0 if images are square
   * @param channels of an image; 0 for 1 channel, or 3 if 1 does not fit
   * @param size D, the number of values in a row of data
   * @throws IllegalArgumentException if no images of this kind have D values
   */
  static ImageShape of(int height, int channels, int size) {
    IntStream tried = channels == 0 ? IntStream.of(1, 3) : IntStream.of(channels);
    return tried
        .mapToObj(count -> shape(height, count, size))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rows of %d values are not %s of %s; give height and image-channels"
                        .formatted(
                            size,
                            height == 0 ? "square images" : "images " + height + " high",
                            channels == 0 ? "1 or 3 channels" : channels + " channels")));
  }

  private static Optional<ImageShape> shape(int height, int channels, int size) {
    int places = size / channels;
    int rows = height == 0 ? (int) Math.round(Math.sqrt(places)) : height;
    int columns = height == 0 ? rows : places / rows;
    return rows * columns * channels == size
        ? Optional.of(new ImageShape(rows, columns, channels))
        : Optional.empty();
  }
}
