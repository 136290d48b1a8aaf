package org.elbosurgery.framework.networks;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.graph.ConvolutionKernel;
import org.elbosurgery.api.graph.ImageShape;

/**
 * The shapes of images that become smaller and have more channels from level to level. If both
 * sides are even, they are halved by windows of size 4 with stride 2, as in DCGAN; if one is odd,
 * both are kept, by windows of size 3. The first level above the image has a given number of
 * channels, and each further level has twice as many:
 *
 * <pre>
 * 28 x 28 x 1    14 x 14 x 32    7 x 7 x 64    7 x 7 x 128
 * </pre>
 */
final class ImagePyramid {

  private static final ConvolutionKernel HALVING = new ConvolutionKernel(4, 2, 1);
  private static final ConvolutionKernel KEEPING = new ConvolutionKernel(3, 1, 1);

  private final List<ImageShape> shapes = new ArrayList<>();
  private final List<ConvolutionKernel> kernels = new ArrayList<>();

  /**
   * Makes a pyramid.
   *
   * @param image the shape at level 0
   * @param levels the number of levels above it
   * @param channels of the first level
   * @throws IllegalArgumentException if a level has too many values
   */
  ImagePyramid(ImageShape image, int levels, int channels) {
    shapes.add(image);
    for (int level = 1; level <= levels; level++) {
      ImageShape below = shapes.get(level - 1);
      boolean halved = below.height() % 2 == 0 && below.width() % 2 == 0;
      kernels.add(halved ? HALVING : KEEPING);
      int divisor = halved ? 2 : 1;
      shapes.add(
          new ImageShape(
              below.height() / divisor, below.width() / divisor, channels << (level - 1)));
    }
  }

  /** Returns the shape at a level; level 0 is the image. */
  ImageShape shape(int level) {
    return shapes.get(level);
  }

  /** Returns the window between a level and the level below it. */
  ConvolutionKernel kernel(int level) {
    return kernels.get(level - 1);
  }
}
