package org.elbosurgery.framework.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.UntrustedInput;

/**
 * An array as the header of a {@code .safetensors} file describes it.
 *
 * @param name unique in the file
 * @param type the name of the element type there, perhaps an unknown one
 * @param shape the lengths of the axes
 * @param begin the first byte of the elements, counted from the end of the header
 * @param end the byte after the last
 */
record Tensor(String name, String type, List<Integer> shape, long begin, long end) {

  /** The types that are read, by their names in such files. */
  static final Map<String, DType> TYPES = types();

  /** The upper half of float32, which NumPy does not have. */
  private static final String BFLOAT16 = "BF16";

  private static Map<String, DType> types() {
    Map<String, DType> types = new LinkedHashMap<>();
    types.put("F16", DType.FLOAT16);
    types.put("BF16", DType.INT16); // as bits
    types.put("F32", DType.FLOAT32);
    types.put("F64", DType.FLOAT64);
    types.put("I8", DType.INT8);
    types.put("I16", DType.INT16);
    types.put("I32", DType.INT32);
    types.put("I64", DType.INT64);
    types.put("U8", DType.UINT8);
    types.put("U16", DType.UINT16);
    types.put("U32", DType.UINT32);
    types.put("BOOL", DType.BOOL);
    return Collections.unmodifiableMap(types);
  }

  /** Returns the description of an array whose elements begin at a byte. */
  static Tensor of(String name, NpyArray array, long begin) {
    String type =
        TYPES.entrySet().stream()
            .filter(each -> each.getValue() == array.type() && !each.getKey().equals(BFLOAT16))
            .findFirst()
            .orElseThrow()
            .getKey();
    List<Integer> shape = Arrays.stream(array.shape()).boxed().toList();
    return new Tensor(name, type, shape, begin, begin + (long) array.type().bytes() * array.size());
  }

  /** Returns the description without the name, for the header. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dtype", type);
    json.put("shape", shape);
    json.put("data_offsets", List.of(begin, end));
    return json;
  }

  /** Returns the number of bytes of the elements. */
  long bytes() {
    return end - begin;
  }

  /** Returns what is wrong with type, shape and bytes together; empty if nothing is. */
  Optional<String> problem() {
    DType known = TYPES.get(type);
    if (known == null) {
      return Optional.empty(); // it is not known how many bytes it takes
    }
    long elements = 1;
    for (int length : shape) {
      elements *= length;
      if (elements > Integer.MAX_VALUE) { // never overflows: less than 2^31 times less than 2^31
        return Optional.of("has more than " + Integer.MAX_VALUE + " elements");
      }
    }
    return elements * known.bytes() == bytes()
        ? Optional.empty()
        : Optional.of(
            "of %s %s takes %d bytes, not the %d that it has"
                .formatted(type, shape, elements * known.bytes(), bytes()));
  }

  /**
   * Reads the elements, which follow.
   *
   * @throws org.elbosurgery.api.ElboException USER if they are missing, of an unknown type, or do
   *     not fit in memory
   */
  NpyArray read(UntrustedInput in) {
    DType known = TYPES.get(type);
    if (known == null) {
      throw in.problem(
          "array %s has elements of type %s, which are not read; save one of %s (in PyTorch, tensor.float())"
              .formatted(Quotation.of(name), Quotation.of(type), Safetensors.types()));
    }
    if (type.equals(BFLOAT16)) {
      HeapSpace.require(in.name() + ", of which bfloat16 is read as float32,", 2 * bytes());
    }
    byte[] elements = in.take(bytes(), type + " elements " + shape);
    return type.equals(BFLOAT16)
        ? new NpyArray(DType.FLOAT32, shape, widened(elements))
        : new NpyArray(known, shape, elements);
  }

  /** Returns bfloat16 elements as float32, of which they are the upper halves. */
  private static byte[] widened(byte[] elements) {
    ByteBuffer halves = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer whole = ByteBuffer.allocate(2 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
    while (halves.hasRemaining()) {
      whole.putInt(halves.getShort() << Short.SIZE);
    }
    return whole.array();
  }
}
