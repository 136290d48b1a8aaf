package org.elbosurgery.framework.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.UntrustedInput;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.ObjectWriter;

/**
 * JSON: records are written as objects, maps in their own order, indented; objects are read as
 * maps.
 */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  /**
   * How many bytes of objects a byte of text can become, at most: {@code {},} are three, and make a
   * map and its place in a list, some 70.
   */
  private static final int EXPANSION = 32;

  /** Objects and lists in each other; the parser takes a piece of the stack for each. */
  private static final int DEEPEST = 100;

  private Json() {}

  /**
   * Reads a file with one object.
   *
   * @return its members: strings, numbers, booleans, lists and maps
   * @throws ElboException USER if it cannot be read, is no object, or would not fit into memory
   */
  public static Map<String, Object> read(Path file) {
    try {
      byte[] text = bytes(file);
      requireShallow(file, text);
      Map<String, Object> object =
          MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
      if (object == null) { // what Jackson makes of the text "null"
        throw ElboException.user(file + " is damaged: it holds no object");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw ElboException.user(file + " is damaged: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    long size = Files.size(file);
    HeapSpace.requireObjects(file.toString(), size, EXPANSION);
    try (UntrustedInput in = UntrustedInput.open(file)) {
      return in.take(size, "JSON");
    }
  }

  private static void requireShallow(Path file, byte[] text) throws IOException {
    int depth = 0;
    try (JsonParser tokens = MAPPER.getFactory().createParser(text)) {
      for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > DEEPEST) {
          throw ElboException.user(
              file + " is damaged: more than " + DEEPEST + " objects and lists in each other");
        }
      }
    }
  }

  /** Returns a value as the content of a file: JSON text and the end of a line. */
  public static Content content(Object value) {
    byte[] bytes = (text(value) + "\n").getBytes(StandardCharsets.UTF_8);
    return out -> out.write(bytes);
  }

  /** Returns a value as JSON text, indented. */
  public static String text(Object value) {
    return text(value, WRITER);
  }

  /** Returns a value as JSON text on one line. */
  public static String line(Object value) {
    return text(value, MAPPER.writer());
  }

  private static String text(Object value, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw ElboException.internal("cannot write " + value.getClass().getName() + " as JSON", e);
    }
  }
}
