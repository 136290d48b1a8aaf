package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.kernel.PartSizes;
import org.elbosurgery.framework.npy.NumpyArrays;

/** Where the numbers of codes are while they are used. */
enum Residence {
  /** In memory, which is fastest. */
  MEMORY,
  /** In their files, if these are not compressed: they are read again whenever they are needed. */
  FILE;

  /** Files of so many bytes together are read into memory: less than half of the usual heap. */
  private static final long SMALL = 1L << 28;

  /** Returns where to leave the codes of some files, which are used together. */
  static Residence of(List<Path> files) {
    return files.stream().mapToLong(NumpyArrays::bytes).sum() <= SMALL ? MEMORY : FILE;
  }

  /**
   * Returns posteriors in memory if they are few enough for one {@linkplain PartSizes part}, whose
   * rows are needed in another order than theirs.
   *
   * @param name of the file, for the message
   * @throws org.elbosurgery.api.ElboException USER if they do not fit into memory
   */
  static Posteriors settled(Path name, Posteriors posteriors) {
    int n = posteriors.size();
    int d = posteriors.dimensions();
    boolean few = (long) n * d <= PartSizes.ONE;
    int bytes = posteriors.isSinglePrecision() ? Float.BYTES : Double.BYTES;
    HeapSpace.requireWork(
        "the surgery of %d codes of %d dimensions in %s".formatted(n, d, name),
        few ? PosteriorsFile.surgeryBytes(n, d, bytes) : PosteriorsFile.surgeryBytes(posteriors));
    return few ? posteriors.range(0, n) : posteriors;
  }
}
