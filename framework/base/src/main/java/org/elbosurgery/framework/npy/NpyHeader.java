package org.elbosurgery.framework.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.elbosurgery.framework.file.Quotation;

/**
 * The header of a {@code .npy} file, a literal of the Python language:
 *
 * <pre>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (60000, 20), }</pre>
 *
 * <p>with these three keys in any order, nothing else.
 *
 * @param type the element type
 * @param order of the bytes of one element
 * @param columnsFirst whether the first index varies fastest (Fortran order)
 * @param shape the lengths of the axes
 */
record NpyHeader(DType type, ByteOrder order, boolean columnsFirst, List<Integer> shape) {

  /**
   * The header and everything before it have a multiple of this many bytes, so that the elements
   * are aligned.
   */
  private static final int ALIGNMENT = 64;

  private static final byte[] MAGIC_1_0 = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** One key with its value (text, a truth value or a tuple), then a comma or the closing brace. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(['\"])(\\w+)\\1\\s*:\\s*"
              + "((['\"])[^'\"]*\\4|True|False|\\([^()]*\\)|\\[[^{}]*\\])\\s*(,\\s*|(?=\\}))");

  /** A length; Python 2 wrote some with an L. */
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,10})L?");

  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /**
   * Parses a header.
   *
   * @param text the literal with its padding
   * @throws IllegalArgumentException if it is not as {@code numpy.save} writes it, or the type is
   *     not supported; the message says what is wrong
   */
  static NpyHeader parse(String text) {
    Map<String, String> entries = entries(text);
    String fortranOrder = entries.get("fortran_order");
    if (!fortranOrder.equals("True") && !fortranOrder.equals("False")) {
      throw new IllegalArgumentException("fortran_order is " + Quotation.of(fortranOrder));
    }
    String description = entries.get("descr");
    return new NpyHeader(
        type(description),
        description.charAt(1) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        fortranOrder.equals("True"),
        shape(entries.get("shape")));
  }

  /**
   * Returns the three values of a header as they are written there.
   *
   * @throws IllegalArgumentException if it is not a dictionary of these
   */
  static Map<String, String> entries(String header) {
    String text = header.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new IllegalArgumentException("its header is not a dictionary");
    }
    Map<String, String> entries = new HashMap<>();
    Matcher entry = ENTRY.matcher(text).region(1, text.length());
    int end = 1;
    while (entry.lookingAt()) {
      if (entries.put(entry.group(2), entry.group(3)) != null) {
        throw new IllegalArgumentException(
            "its header has " + Quotation.of(entry.group(2)) + " twice");
      }
      end = entry.end();
      entry.region(end, text.length());
    }
    if (end != text.length() - 1) {
      throw new IllegalArgumentException("its header cannot be read from character " + end);
    }
    if (!entries.keySet().equals(KEYS)) {
      throw new IllegalArgumentException(
          "its header has the keys "
              + Quotation.of(entries.keySet().toString())
              + ", not descr, fortran_order and shape");
    }
    return entries;
  }

  private static DType type(String description) {
    if (description.matches("(['\"])\\|O.*")) {
      throw new IllegalArgumentException(
          "it holds pickled Python objects, which are never read: save numbers, as in"
              + " numpy.save(file, array.astype('float32'))");
    }
    if (description.matches("(['\"])[|<>]V2\\1")) {
      throw new IllegalArgumentException(
          "elements of type "
              + Quotation.of(description)
              + " are not NumPy numbers; this is how bfloat16 is saved: save"
              + " array.astype('float32')");
    }
    if (!description.matches("(['\"])([<>][fiu][248]|[|<>][iub]1)\\1")) {
      throw unsupported(description);
    }
    return DType.ofCode(description.substring(2, 4)).orElseThrow(() -> unsupported(description));
  }

  private static IllegalArgumentException unsupported(String description) {
    return new IllegalArgumentException(
        "elements of type "
            + Quotation.of(description)
            + " are not supported: convert with array.astype to one of "
            + DType.names());
  }

  /**
   * Returns the lengths in a tuple.
   *
   * @throws IllegalArgumentException if it is no tuple of lengths, or the product is too great
   */
  static List<Integer> shape(String tuple) {
    if (!tuple.startsWith("(")) {
      throw noShape(tuple);
    }
    String inside = tuple.substring(1, tuple.length() - 1).strip();
    if (inside.isEmpty()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>(List.of(inside.split(",", -1)));
    if (parts.size() == 1) {
      throw noShape(tuple); // in Python (3) is a number; the tuple is (3,)
    }
    if (parts.get(parts.size() - 1).isBlank()) {
      parts.remove(parts.size() - 1);
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (String part : parts) {
      Matcher digits = LENGTH.matcher(part.strip());
      if (!digits.matches()) {
        throw noShape(tuple);
      }
      long length = Long.parseLong(digits.group(1));
      size *= length; // less than 2^31 times less than 10^10 never overflows
      if (length > Integer.MAX_VALUE || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "its shape "
                + Quotation.of(tuple)
                + " has more than "
                + Integer.MAX_VALUE
                + " elements");
      }
      shape.add((int) length);
    }
    return List.copyOf(shape);
  }

  private static IllegalArgumentException noShape(String tuple) {
    return new IllegalArgumentException(
        "its shape is " + Quotation.of(tuple) + ", not a tuple of lengths");
  }

  /** Returns whether the elements follow each other in row-major order. */
  boolean isRowByRow() {
    return !columnsFirst || shape.size() < 2;
  }

  /** Returns the size of the elements in bytes. */
  long bytes() {
    long size = type.bytes();
    for (int length : shape) {
      size *= length;
    }
    return size;
  }

  /** Returns the beginning of a version 1.0 file, up to the elements: little-endian, C order. */
  static byte[] encode(DType type, List<Integer> shape) {
    return encode(type.littleEndian(), shape);
  }

  /** Returns the beginning of a version 1.0 file of elements of any type, up to the elements. */
  static byte[] encode(String type, List<Integer> shape) {
    String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String literal =
        "{'descr': '"
            + type
            + "', 'fortran_order': False, 'shape': ("
            + lengths
            + (shape.size() == 1 ? "," : "")
            + "), }";
    int preamble = MAGIC_1_0.length + Short.BYTES;
    int unpadded = preamble + literal.length() + 1;
    int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = literal + " ".repeat(total - unpadded) + "\n";
    return ByteBuffer.allocate(total)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC_1_0)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
