package org.elbosurgery.framework.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The element types that can be read and written, with NumPy's names and codes. */
public enum DType {
  /** IEEE half precision. */
  FLOAT16("f2", Short.BYTES),
  /** IEEE single precision. */
  FLOAT32("f4", Float.BYTES),
  /** IEEE double precision. */
  FLOAT64("f8", Double.BYTES),
  /** 8-bit two's complement. */
  INT8("i1", Byte.BYTES),
  /** 16-bit two's complement. */
  INT16("i2", Short.BYTES),
  /** 32-bit two's complement. */
  INT32("i4", Integer.BYTES),
  /** 64-bit two's complement. */
  INT64("i8", Long.BYTES),
  /** Unsigned byte. */
  UINT8("u1", Byte.BYTES),
  /** Unsigned, 16 bits. */
  UINT16("u2", Short.BYTES),
  /** Unsigned, 32 bits. */
  UINT32("u4", Integer.BYTES),
  /** One byte: zero or not. */
  BOOL("b1", Byte.BYTES);

  private final String code;
  private final int bytes;

  DType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static Optional<DType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(DType::toString).collect(Collectors.joining(", "));
  }

  /** Returns the bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Returns whether this is a floating-point type. */
  public boolean isFloating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** Returns whether single precision represents every number of this type exactly. */
  public boolean fitsSinglePrecision() {
    return bytes < Float.BYTES || this == FLOAT32;
  }

  /** Returns NumPy's description of this type in little-endian order, such as {@code <f4}. */
  String littleEndian() {
    return (bytes == 1 ? "|" : "<") + code;
  }

  /** Returns an element of a buffer of this type. */
  double value(ByteBuffer buffer, int index) {
    return switch (this) {
      case FLOAT16 -> half(buffer.getShort(index * bytes));
      case FLOAT32 -> buffer.getFloat(index * bytes);
      case FLOAT64 -> buffer.getDouble(index * bytes);
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, BOOL -> integer(buffer, index);
    };
  }

  /** One bit of sign, five of the exponent, ten of the fraction (IEEE 754). */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (0x400 | fraction), exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Returns an element of a buffer of this type, which is not floating. */
  long integer(ByteBuffer buffer, int index) {
    return switch (this) {
      case INT8 -> buffer.get(index);
      case INT16 -> buffer.getShort(index * bytes);
      case INT32 -> buffer.getInt(index * bytes);
      case INT64 -> buffer.getLong(index * bytes);
      case UINT8 -> Byte.toUnsignedLong(buffer.get(index));
      case UINT16 -> Short.toUnsignedLong(buffer.getShort(index * bytes));
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt(index * bytes));
      case BOOL -> buffer.get(index) == 0 ? 0 : 1;
      case FLOAT16, FLOAT32, FLOAT64 ->
          throw new IllegalStateException(this + " elements are not integers");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
