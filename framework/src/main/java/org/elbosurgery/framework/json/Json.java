package org.elbosurgery.framework.json;

import org.elbosurgery.api.ElboException;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.ObjectWriter;

/** Writes values as JSON: records as objects, maps in their own order, indented. */
public final class Json {

  private static final ObjectWriter WRITER = new ObjectMapper().writerWithDefaultPrettyPrinter();

  private Json() {}

  /** Returns a value as JSON text. */
  public static String text(Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw ElboException.internal("cannot write " + value.getClass().getName() + " as JSON", e);
    }
  }
}
