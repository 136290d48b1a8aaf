package org.elbosurgery.framework.networks;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.graph.ImageShape;
import org.elbosurgery.api.graph.Kernel;

/**
 * Images that become smaller and get more channels from level to level. Sides that are even are
 * halved, by windows of 4 places two apart, as in DCGAN; where one is odd both are kept, by windows
 * of 3. The first level above the image has a number of channels, each further one twice as many:
 *
 * <pre>
 * 28 x 28 x 1    14 x 14 x 32    7 x 7 x 64    7 x 7 x 128
 * </pre>
 */
final class ImagePyramid {

  private static final Kernel HALVING = new Kernel(4, 2, 1);
  private static final Kernel KEEPING = new Kernel(3, 1, 1);

  private final List<ImageShape> shapes = new ArrayList<>();
  private final List<Kernel> kernels = new ArrayList<>();

  /**
   * Builds a pyramid.
   *
   * @param image the shape at its foot
   * @param levels above it
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

  /** Returns the shape at a level, 0 being the image. */
  ImageShape shape(int level) {
    return shapes.get(level);
  }

  /** Returns the window between a level and the one below it. */
  Kernel kernel(int level) {
    return kernels.get(level - 1);
  }
}
