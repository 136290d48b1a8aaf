package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;

/**
 * Reads and writes {@code .safetensors} files, Hugging Face's format of arrays by name: the length
 * of a header in 8 bytes, the header in JSON, and the elements of all arrays, little-endian, row by
 * row, one array after the other.
 */
public final class Safetensors {

  /** What Hugging Face's own reader allows. */
  private static final long LONGEST_HEADER = 100_000_000;

  /** Elements begin at a multiple of this many bytes. */
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /**
   * Returns the names of all arrays, in the order of their elements, without reading these.
   *
   * @throws ElboException USER if the file cannot be read or its header is damaged
   */
  public static Set<String> names(Path file) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      return header(file, in).names();
    }
  }

  /**
   * Returns the texts by name that a file has beside its arrays.
   *
   * @throws ElboException USER if the file cannot be read or its header is damaged
   */
  public static Map<String, String> metadata(Path file) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      return header(file, in).metadata();
    }
  }

  /**
   * Reads all arrays.
   *
   * @throws ElboException USER if the file cannot be read or is damaged, or an array has an
   *     unsupported type
   */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, names(file));
  }

  /**
   * Reads the arrays with the given names, if the file has them. Other arrays may be of any type.
   *
   * @return the arrays by name, in the order of their elements; bfloat16 as float32
   * @throws ElboException USER if the file cannot be read or is damaged, or one of these arrays has
   *     an unsupported type
   */
  public static Map<String, NpyArray> read(Path file, Set<String> names) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (Tensor tensor : header(file, in).tensors()) {
        if (names.contains(tensor.name())) {
          arrays.put(tensor.name(), tensor.read(in));
        } else {
          in.skip(tensor.bytes(), "elements");
        }
      }
      return Collections.unmodifiableMap(arrays);
    }
  }

  private static SafetensorsHeader header(Path file, UntrustedInput in) {
    byte[] field = in.take(Long.BYTES, "header length");
    long length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw in.problem(
          "its header of %s bytes is longer than the %d allowed"
              .formatted(Long.toUnsignedString(length), LONGEST_HEADER));
    }
    JsonObject json = JsonObject.parse(file, in.take(length, "header"));
    return SafetensorsHeader.of(json, in);
  }

  /**
   * Returns the content of a file. The same arrays and texts give the same bytes.
   *
   * @param arrays the arrays by name, in the map's order
   * @param metadata texts by name
   * @throws IllegalArgumentException if a name is that of the metadata
   */
  public static Content content(Map<String, NpyArray> arrays, Map<String, String> metadata) {
    byte[] header = header(arrays, metadata);
    return out -> write(out, header, arrays);
  }

  private static void write(OutputStream out, byte[] header, Map<String, NpyArray> arrays)
      throws IOException {
    out.write(header);
    for (NpyArray array : arrays.values()) {
      array.writeElements(out);
    }
  }

  /** Returns everything before the elements; the text ends in blanks. */
  private static byte[] header(Map<String, NpyArray> arrays, Map<String, String> metadata) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(SafetensorsHeader.METADATA, metadata);
    long begin = 0;
    for (Map.Entry<String, NpyArray> each : arrays.entrySet()) {
      Tensor tensor = Tensor.of(each.getKey(), each.getValue(), begin);
      if (members.put(tensor.name(), tensor.json()) != null) {
        throw new IllegalArgumentException("no array may be called " + tensor.name());
      }
      begin = tensor.end();
    }
    byte[] text = Json.line(members).getBytes(StandardCharsets.UTF_8);
    int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] padded = Arrays.copyOf(text, length);
    Arrays.fill(padded, text.length, length, (byte) ' ');
    return ByteBuffer.allocate(Long.BYTES + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(padded)
        .array();
  }

  /** Returns the names of the types that are read, for messages. */
  static String types() {
    return Tensor.TYPES.keySet().stream().collect(Collectors.joining(", "));
  }
}
