package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.framework.file.UntrustedInput;

/**
 * An array of numbers of any shape, row by row (NumPy's C order). Immutable. As {@link NpyContent}
 * it is the content of its {@code .npy} file, little-endian: {@code AtomicFile.write(path, array)}.
 */
public final class NpyArray implements NpyContent {

  private final DType type;
  private final List<Integer> shape;
  private final byte[] elements; // little-endian

  /** Keeps {@code elements} without copying; the caller must not use them afterwards. */
  NpyArray(DType type, List<Integer> shape, byte[] elements) {
    this.type = type;
    this.shape = List.copyOf(shape);
    this.elements = elements;
  }

  /**
   * Returns a float32 array.
   *
   * @param values the elements, row by row; copied
   * @param shape the lengths of the axes; none for a single number
   * @throws IllegalArgumentException if there are more or fewer values than the shape says
   */
  public static NpyArray of(float[] values, int... shape) {
    byte[] elements = elements(DType.FLOAT32, values.length, shape);
    littleEndian(elements).asFloatBuffer().put(values);
    return new NpyArray(DType.FLOAT32, list(shape), elements);
  }

  /** Returns a float64 array; see {@link #of(float[], int...)}. */
  public static NpyArray of(double[] values, int... shape) {
    byte[] elements = elements(DType.FLOAT64, values.length, shape);
    littleEndian(elements).asDoubleBuffer().put(values);
    return new NpyArray(DType.FLOAT64, list(shape), elements);
  }

  /** Returns an int64 array; see {@link #of(float[], int...)}. */
  public static NpyArray of(long[] values, int... shape) {
    byte[] elements = elements(DType.INT64, values.length, shape);
    littleEndian(elements).asLongBuffer().put(values);
    return new NpyArray(DType.INT64, list(shape), elements);
  }

  /**
   * Returns an uint8 array; see {@link #of(float[], int...)}.
   *
   * @param values from 0 to 255, of which the last eight bits are taken
   */
  public static NpyArray ofUnsignedBytes(long[] values, int... shape) {
    byte[] elements = elements(DType.UINT8, values.length, shape);
    for (int i = 0; i < values.length; i++) {
      elements[i] = (byte) values[i];
    }
    return new NpyArray(DType.UINT8, list(shape), elements);
  }

  /**
   * Returns the array with its axes in reverse: of a matrix the transpose. What is stored column by
   * column (Fortran, MATLAB), and was taken for rows, has its own shape again.
   */
  public NpyArray transposed() {
    List<Integer> turned = new ArrayList<>(shape);
    Collections.reverse(turned);
    return new NpyArray(
        type, turned, rank() < 2 ? elements : NpyReader.rowsFirst(elements, turned, type.bytes()));
  }

  private static List<Integer> list(int[] shape) {
    return IntStream.of(shape).boxed().toList();
  }

  private static byte[] elements(DType type, int count, int[] shape) {
    long expected = 1;
    for (int length : shape) {
      if (length < 0 || expected * length > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("no array has the shape " + Arrays.toString(shape));
      }
      expected *= length;
    }
    if (expected != count) {
      throw new IllegalArgumentException(
          count + " values do not fill the shape " + Arrays.toString(shape));
    }
    if (expected * type.bytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(count + " " + type + " values are more than 2 GiB");
    }
    return new byte[count * type.bytes()];
  }

  /**
   * Reads a {@code .npy} file.
   *
   * @throws org.elbosurgery.api.ElboException USER if it cannot be read, is damaged, or has an
   *     unsupported element type
   */
  public static NpyArray read(Path file) {
    ForeignFormat.refuse(file);
    try (UntrustedInput in = UntrustedInput.open(file)) {
      return NpyReader.read(in);
    }
  }

  /** Returns the element type. */
  public DType type() {
    return type;
  }

  /** Returns the number of axes; 0 for a single number. */
  public int rank() {
    return shape.size();
  }

  /** Returns the length of an axis. */
  public int length(int axis) {
    return shape.get(axis);
  }

  /** Returns the lengths of all axes. */
  public int[] shape() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the number of elements. */
  public int size() {
    return elements.length / type.bytes();
  }

  /** Returns one element, by its index in row-major order; an integer beyond 2^53 is rounded. */
  public double value(int number) {
    return type.value(littleEndian(elements), number);
  }

  /** Returns the elements row by row, rounded to single precision. */
  public float[] floats() {
    ByteBuffer buffer = littleEndian(elements);
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) type.value(buffer, i);
    }
    return values;
  }

  /** Returns the elements row by row; an integer beyond 2^53 is rounded. */
  public double[] doubles() {
    ByteBuffer buffer = littleEndian(elements);
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.value(buffer, i);
    }
    return values;
  }

  /**
   * Returns the elements row by row.
   *
   * @throws IllegalStateException if the type is floating
   */
  public long[] longs() {
    ByteBuffer buffer = littleEndian(elements);
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.integer(buffer, i);
    }
    return values;
  }

  private static ByteBuffer littleEndian(byte[] elements) {
    return ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes this array as a {@code .npy} file of version 1.0. */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(NpyHeader.encode(type, shape));
    writeElements(out);
  }

  /** Writes the elements alone. */
  void writeElements(OutputStream out) throws IOException {
    out.write(elements);
  }

  @Override
  public long contentLength() {
    return (long) NpyHeader.encode(type, shape).length + elements.length;
  }

  /** Returns type and shape, such as {@code float32 [60000, 20]}. */
  @Override
  public String toString() {
    return type + " " + shape;
  }
}
