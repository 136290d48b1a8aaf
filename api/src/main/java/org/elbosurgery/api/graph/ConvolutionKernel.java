package org.elbosurgery.api.graph;

/**
 * The window of a convolution, the same in both directions.
 *
 * @param size the places it covers in each direction, at least 1
 * @param stride the places from one position to the next, at least 1
 * @param padding the places of zeros around the image, at least 0 and below the size
 * @since 0.1.0
 */
public record ConvolutionKernel(int size, int stride, int padding) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ConvolutionKernel {
    if (size < 1 || stride < 1 || padding < 0 || padding >= size) {
      throw new IllegalArgumentException(
          "a kernel has size and stride of at least 1 and a padding from 0 to below its size, not "
              + "size %d, stride %d, padding %d".formatted(size, stride, padding));
    }
  }

  /**
   * Returns the shape of the output of a convolution: (length + 2 padding - size) / stride + 1 in
   * each direction, rounded down.
   *
   * @throws IllegalArgumentException if the kernel is larger than the padded image
   */
  ImageShape convolved(ImageShape image, int channels) {
    return new ImageShape(convolved(image.height()), convolved(image.width()), channels);
  }

  private int convolved(int length) {
    if (length + 2 * padding < size) {
      throw new IllegalArgumentException(
          "a kernel of size %d does not fit in %d places with padding %d"
              .formatted(size, length, padding));
    }
    return (length + 2 * padding - size) / stride + 1;
  }

  /**
   * Returns the shape of the output of a transposed convolution: (length - 1) stride + size - 2
   * padding in each direction.
   *
   * @throws IllegalArgumentException if the output would be empty
   */
  ImageShape transposed(ImageShape image, int channels) {
    return new ImageShape(transposed(image.height()), transposed(image.width()), channels);
  }

  private int transposed(int length) {
    return (length - 1) * stride + size - 2 * padding;
  }
}
