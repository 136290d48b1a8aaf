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
import org.nd4j.shade.jackson.core.JsonProcessingException;
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

  private Json() {}

  /**
   * Reads a file with one object.
   *
   * @return its members: strings, numbers, booleans, lists and maps
   * @throws ElboException USER if it cannot be read or is no object
   */
  public static Map<String, Object> read(Path file) {
    try {
      Map<String, Object> object =
          MAPPER.readValue(
              Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Object>>() {});
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
