package org.elbosurgery.framework.data;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.npy.WordArray;

/**
 * Reads the IDX format of labels (LeCun, Cortes and Burges): two big-endian 32-bit integers - the
 * magic number 2049 and the number of labels - then one unsigned byte per label.
 */
final class IdxLabels {

  private static final int MAGIC = 2049;

  private IdxLabels() {}

  /**
   * Reads all labels.
   *
   * @throws org.elbosurgery.api.ElboException USER if the input is anything else
   */
  static WordArray read(UntrustedInput in) {
    int magic = number(in, "magic number");
    if (magic != MAGIC) {
      throw in.problem("these are no IDX labels (magic number 2049, not " + magic + ")");
    }
    int count = number(in, "number of labels");
    if (count < 1) {
      throw in.problem("its header says " + count + " labels");
    }
    byte[] labels = in.take(count, "labels");
    in.requireEnd();
    return WordArray.of(
        IntStream.range(0, count)
            .mapToObj(n -> String.valueOf(Byte.toUnsignedInt(labels[n])))
            .toList());
  }

  private static int number(UntrustedInput in, String name) {
    return ByteBuffer.wrap(in.take(Integer.BYTES, name)).getInt();
  }
}
