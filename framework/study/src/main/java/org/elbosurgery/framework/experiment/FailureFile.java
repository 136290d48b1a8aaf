package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;

/** Why a cell of a sweep failed, as {@code failure.json}: its category and its problems. */
final class FailureFile {

  private static final String CATEGORY = "category";
  private static final String PROBLEMS = "problems";

  private FailureFile() {}

  /** Returns the file's content. */
  static Content content(ElboException failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(CATEGORY, failure.category().name().toLowerCase(Locale.ROOT));
    json.put(PROBLEMS, failure.problems());
    return Json.content(json);
  }

  /**
   * Reads the failure, as an exception that is returned.
   *
   * @throws ElboException USER if the file cannot be read or is damaged
   */
  static ElboException read(Path file) {
    JsonObject json = JsonObject.read(file);
    try {
      Category category = Category.valueOf(json.text(CATEGORY).toUpperCase(Locale.ROOT));
      return ElboException.of(category, json.textList(PROBLEMS));
    } catch (IllegalArgumentException e) {
      throw json.damaged(CATEGORY, "is not a category of failures");
    }
  }
}
