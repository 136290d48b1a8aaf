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
 * JSON: records are written as objects, maps in their own order, indented; objects are read as
 * maps. What is read may be anything: how deep, how long and how large it can be is bounded, and a
 * name that is there twice, or text after the object, is damage.
 */
public final class Json {

  /** Objects and lists in each other; the parser takes a piece of the stack for each. */
  private static final int DEEPEST = 100;

  /** What is written has no more than 25: an integer's value takes time by the square of them. */
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
   * How many bytes of objects a byte of text can become, at most: {@code {},} are three, and make a
   * map and its place in a list, some 70.
   */
  private static final int EXPANSION = 32;

  private Json() {}

  /**
   * Reads a file with one object.
   *
   * @return its members: strings, numbers, booleans, lists and maps
   * @throws ElboException USER if it cannot be read, is no object, or would not fit into memory
   */
  public static Map<String, Object> read(Path file) {
    try (JsonParser parser = MAPPER.createParser(bytes(file))) {
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
    } catch (IOException e) { // bytes that are no characters
      throw ElboException.user(file + " is damaged: " + Quotation.of(e.getMessage()), e);
    }
  }

  private static byte[] bytes(Path file) {
    try (UntrustedInput in = UntrustedInput.open(file)) {
      HeapSpace.requireObjects(file.toString(), in.remaining(), EXPANSION);
      return in.take(in.remaining(), "JSON");
    }
  }

  /** Jackson's own words, less those about its Java and about where in it something was read. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Unrecognized token")) { // a file that is no JSON may be any: no quoting
      return "a word that is no value of JSON";
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
