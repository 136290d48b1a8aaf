package org.elbosurgery.framework.data;

import java.nio.ByteBuffer;
import org.elbosurgery.framework.file.UntrustedInput;

/**
 * Reads the IDX format of images (LeCun, Cortes and Burges): four big-endian 32-bit integers - the
 * magic number 2051, the number of images, their rows and columns - then one unsigned byte per
 * pixel.
 */
final class IdxImages {

  private static final int MAGIC = 2051;
  private static final int LABELS_MAGIC = 2049;

  private IdxImages() {}

  /**
   * Reads all images, one in each row, with pixels divided by 255.
   *
   * @throws org.elbosurgery.api.ElboException USER if the input is anything else
   */
  static NamedRows read(UntrustedInput in) {
    byte[] magic = in.take(Integer.BYTES, "magic number");
    requireMagic(in, ByteBuffer.wrap(magic).getInt());
    byte[] sizes = in.take(3 * Integer.BYTES, "sizes");
    ByteBuffer fields = ByteBuffer.wrap(sizes);
    int count = fields.getInt();
    int height = fields.getInt();
    int width = fields.getInt();
    long imageSize = (long) height * width;
    if (count < 1 || height < 1 || width < 1 || imageSize > Integer.MAX_VALUE) {
      throw in.problem(
          "its header says " + count + " images of " + height + " x " + width + " pixels");
    }
    byte[] pixels = in.take(count * imageSize, "pixels"); // less than 2^31 times less than 2^31
    in.requireEnd();
    return new NamedRows(
        in.name(),
        new ByteRows((int) imageSize, pixels),
        out -> {
          out.write(magic);
          out.write(sizes);
          out.write(pixels);
        });
  }

  private static void requireMagic(UntrustedInput in, int magic) {
    if (magic == LABELS_MAGIC) {
      throw in.problem("these are IDX labels (magic number 2049); give the images (2051)");
    }
    if (magic != MAGIC) {
      throw in.problem(
          "not a data file: it begins with neither IDX's magic number 2051 for images (but "
              + magic
              + ") nor like .npy, .npz, HDF5, MATLAB or text");
    }
  }
}
