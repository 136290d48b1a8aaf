package org.elbosurgery.framework.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.UntrustedInput;

/** Reads the {@code .npy} format, versions 1.0 to 3.0, into little-endian C order. */
final class NpyReader {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /**
   * The longest header that NumPy itself reads; only structured types, which are not read here,
   * need more.
   */
  private static final long LONGEST_HEADER = 10_000;

  private NpyReader() {}

  /**
   * Reads one array, which must be the whole input.
   *
   * @throws ElboException USER if the input is anything else
   */
  static NpyArray read(UntrustedInput in) {
    return elements(in, readHeader(in));
  }

  /**
   * Reads the header of an array, after which its elements follow.
   *
   * @throws ElboException USER if the input begins otherwise
   */
  static NpyHeader readHeader(UntrustedInput in) {
    return header(in, headerText(in));
  }

  /**
   * Reads a one-dimensional array of text ({@code U} or {@code S}), or whole numbers as {@link
   * WordArray#of(NpyArray)} takes them, as words, and it must be the whole input.
   *
   * @throws ElboException USER if the input is anything else
   */
  static WordArray readWords(UntrustedInput in) {
    String text = headerText(in);
    if (parsed(in, () -> NpyTextHeader.isText(text))) {
      NpyTextHeader header = parsed(in, () -> NpyTextHeader.parse(text));
      byte[] characters = in.take(header.bytes(), "text");
      in.requireEnd();
      return parsed(in, () -> header.words(characters));
    }
    NpyArray numbers = elements(in, header(in, text));
    return parsed(in, () -> WordArray.of(numbers));
  }

  private static NpyArray elements(UntrustedInput in, NpyHeader header) {
    byte[] elements = in.take(header.bytes(), header.type() + " elements " + header.shape());
    in.requireEnd();
    int width = header.type().bytes();
    if (header.order() == ByteOrder.BIG_ENDIAN) {
      reverse(elements, width);
    }
    if (!header.isRowByRow()) {
      elements = rowsFirst(elements, header.shape(), width);
    }
    return new NpyArray(header.type(), header.shape(), elements);
  }

  /** Returns whether a file begins like a {@code .npy} file. */
  static boolean isAt(Path file) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      return in.remaining() >= MAGIC.length
          && Arrays.equals(MAGIC, in.take(MAGIC.length, "the .npy signature"));
    }
  }

  private static NpyHeader header(UntrustedInput in, String text) {
    return parsed(in, () -> NpyHeader.parse(text));
  }

  private static <T> T parsed(UntrustedInput in, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw ElboException.user(in.name() + ": " + e.getMessage(), e);
    }
  }

  /** Reads everything before the elements and returns the header. */
  private static String headerText(UntrustedInput in) {
    byte[] start = in.take(MAGIC.length + 2L, "the .npy signature");
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw in.problem("not a .npy array: it does not begin with \\x93NUMPY");
    }
    int major = start[MAGIC.length];
    if (major < 1 || major > 3 || start[MAGIC.length + 1] != 0) {
      throw in.problem(
          ".npy version "
              + Byte.toUnsignedInt(start[MAGIC.length])
              + "."
              + Byte.toUnsignedInt(start[MAGIC.length + 1])
              + " is not one of 1.0, 2.0, 3.0");
    }
    long length = headerLength(in, major);
    if (length > LONGEST_HEADER) {
      throw in.problem(
          "its header of " + length + " bytes is longer than the " + LONGEST_HEADER + " allowed");
    }
    return new String(in.take(length, "header"), StandardCharsets.UTF_8);
  }

  private static long headerLength(UntrustedInput in, int major) {
    int width = major == 1 ? Short.BYTES : Integer.BYTES;
    byte[] field = Arrays.copyOf(in.take(width, "header length"), Long.BYTES);
    return ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static void reverse(byte[] elements, int width) {
    for (int start = 0; start < elements.length; start += width) {
      for (int i = start, j = start + width - 1; i < j; i++, j--) {
        byte swapped = elements[i];
        elements[i] = elements[j];
        elements[j] = swapped;
      }
    }
  }

  /** Moves elements from Fortran order, where the first index varies fastest, to C order. */
  static byte[] rowsFirst(byte[] elements, List<Integer> shape, int width) {
    int rank = shape.size();
    int[] stride = new int[rank];
    stride[0] = width;
    for (int axis = 1; axis < rank; axis++) {
      stride[axis] = stride[axis - 1] * shape.get(axis - 1);
    }
    byte[] result = new byte[elements.length];
    int[] index = new int[rank];
    int from = 0;
    for (int to = 0; to < result.length; to += width) {
      System.arraycopy(elements, from, result, to, width);
      // The index counts up, its last axis fastest; the source offset follows it.
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += stride[axis];
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        from -= stride[axis] * shape.get(axis);
        index[axis] = 0;
      }
    }
    return result;
  }
}
