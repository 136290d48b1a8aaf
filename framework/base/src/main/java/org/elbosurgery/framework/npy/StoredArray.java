package org.elbosurgery.framework.npy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;

/**
 * An array of numbers that stays in its file, where its elements are row by row and not compressed,
 * and is read in pieces. It is not mapped into memory, since a mapped file that somebody shortens
 * ends the process, and what is read of it counts as memory of the process.
 */
public final class StoredArray {

  private final Path file;
  private final NpyHeader header;
  private final long offset;
  private final long time;

  /**
   * Takes what is known of the array.
   *
   * @param offset where its elements begin in the file
   */
  StoredArray(Path file, NpyHeader header, long offset) {
    this.file = file;
    this.header = header;
    this.offset = offset;
    this.time = file.toFile().lastModified();
  }

  /** Returns the element type. */
  public DType type() {
    return header.type();
  }

  /** Returns the lengths of its axes. */
  public List<Integer> shape() {
    return header.shape();
  }

  /**
   * Reads elements.
   *
   * @param first the index of the first one, in row-major order
   * @param count how many
   * @param into receives them from its beginning
   * @throws ElboException USER if the file cannot be read, or has changed
   */
  public void read(long first, int count, double[] into) {
    int width = header.type().bytes();
    ByteBuffer bytes = ByteBuffer.wrap(bytes(offset + first * width, count * width));
    bytes.order(header.order());
    switch (header.type()) {
      case FLOAT32 -> copy(bytes.asFloatBuffer(), count, into);
      case FLOAT64 -> copy(bytes.asDoubleBuffer(), count, into);
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] = header.type().value(bytes, i);
        }
      }
    }
  }

  private static void copy(FloatBuffer from, int count, double[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = from.get(i);
    }
  }

  private static void copy(DoubleBuffer from, int count, double[] into) {
    from.get(into, 0, count);
  }

  private byte[] bytes(long position, int count) {
    byte[] bytes = new byte[count];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      in.readFully(bytes);
    } catch (EOFException e) {
      throw changed();
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
    if (file.toFile().lastModified() != time) {
      throw changed();
    }
    return bytes;
  }

  private ElboException changed() {
    return ElboException.user(file + " has changed while it was read; repeat the command");
  }
}
