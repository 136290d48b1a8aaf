package org.elbosurgery.framework.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.json.JsonObject;

/**
 * From what a run has grown that trains an earlier one further.
 *
 * @param folder the folder of the earlier run, as it was given
 * @param epochs the epochs that the earlier run had trained
 * @param checkpointSha256 the digest of its checkpoint, from which the training goes on
 */
public record GrownFrom(String folder, int epochs, String checkpointSha256) {

  private static final String MEMBER = "grownFrom";

  /** Reads it from {@code spec.json}; empty for a run of its own. */
  static Optional<GrownFrom> of(JsonObject json) {
    return json.optionalObject(MEMBER)
        .map(
            from ->
                new GrownFrom(
                    from.text("folder"), from.integer("epochs", 1), from.text("checkpointSha256")));
  }

  /** Adds it to {@code spec.json}. */
  void writeTo(Map<String, Object> json) {
    Map<String, Object> from = new LinkedHashMap<>();
    from.put("folder", folder);
    from.put("epochs", epochs);
    from.put("checkpointSha256", checkpointSha256);
    json.put(MEMBER, from);
  }

  /** Returns a phrase for people, such as "grown from runs/a after epoch 10". */
  public String phrase() {
    return "grown from " + folder + " after epoch " + epochs;
  }
}
