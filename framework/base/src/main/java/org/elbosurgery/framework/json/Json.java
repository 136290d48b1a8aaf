package org.elbosurgery.framework.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.UntrustedInput;

/**
 * Reads and writes JSON. Records are written as objects, maps in their own order, indented; objects
 * are read as maps. The input may be anything: its depth, length and size are bounded, and a
 * repeated name or text after the object counts as damage.
 */
public final class Json {

  /** The largest depth of nested objects and lists; the parser uses some stack for each. */
  private static final int DEEPEST = 100;

  /**
   * The largest number of digits of a number. This program writes no more than 25, and parsing an
   * integer takes time quadratic in them.
   */
  private static final int MOST_DIGITS = 100;

  private static final int LONGEST_NAME = 10_000;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxNumberLength(MOST_DIGITS)
          .maxNameLength(LONGEST_NAME)
          .build();

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(LIMITS)
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  /**
   * The largest number of bytes of objects per byte of text: the three characters {@code {},}
   * become a map and its place in a list, about 70 bytes.
   */
  private static final int EXPANSION = 32;

  private Json() {}

  /**
   * Reads a file with one object.
   *
   * @return its members: strings, numbers, booleans, lists and maps
   * @throws ElboException USER if it cannot be read, is not an object, or would not fit into memory
   */
  public static Map<String, Object> read(Path file) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      requireSpace(file, in.remaining());
      return parse(file, in.take(in.remaining(), "JSON"));
    }
  }

  /**
   * Reads one object that is a part of a file.
   *
   * @return its members, as of a whole file
   * @throws ElboException USER if the part is not an object, or would not fit into memory
   */
  static Map<String, Object> parse(Path file, byte[] text) {
    requireSpace(file, text.length);
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ElboException.user(file + " is damaged: it holds no object");
      }
      Map<String, Object> object = parser.readValueAs(OBJECT);
      if (parser.nextToken() != null) {
        throw ElboException.user(
            file
                + " is damaged: more text follows after the object"
                + place(parser.currentTokenLocation()));
      }
      return object;
    } catch (JsonProcessingException e) {
      throw ElboException.user(file + " is damaged: " + reason(e) + place(e.getLocation()), e);
    } catch (IOException e) { // bytes that are not characters
      throw ElboException.user(file + " is damaged: " + Quotation.of(e.getMessage()), e);
    }
  }

  private static void requireSpace(Path file, long bytes) {
    HeapSpace.requireObjects(file.toString(), bytes, EXPANSION);
  }

  /**
   * Returns Jackson's message without the parts about Java classes and about the source of the
   * text.
   */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith(
        "Unrecognized token")) { // a file that is not JSON may contain anything, so nothing of it
      // is quoted
      return "a word that is not a JSON value";
    }
    return message.startsWith("Unexpected end-of-input")
        ? "it ends too early"
        : Quotation.of(message.replaceFirst(", from `[^`]*`", ""));
  }

  private static String place(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** Returns a value as the content of a file: JSON text and a line break. */
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
