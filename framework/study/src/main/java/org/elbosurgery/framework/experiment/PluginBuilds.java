package org.elbosurgery.framework.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.call.Build;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.json.JsonObject;

/**
 * Which builds of its plugins an experiment uses.
 *
 * @param sha256 of each plugin's {@link Build}, by its kind in a word; a plugin whose build cannot
 *     be told is absent
 */
public record PluginBuilds(Map<String, String> sha256) {

  /** Where nothing was recorded. */
  public static final PluginBuilds UNKNOWN = new PluginBuilds(Map.of());

  private static final String PRIOR = "prior";

  /** The kinds of plugins that a model is made of. */
  public static final List<String> MODEL = List.of(PRIOR, "encoder", "decoder");

  private static final String MEMBER = "plugins";

  /** Copies the digests, in their order. */
  public PluginBuilds {
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** Returns those of an experiment as it would run now. */
  public static PluginBuilds of(Experiment experiment) {
    return of(plugins(experiment));
  }

  /** Returns those that a model is made of: all but the estimator. */
  public static PluginBuilds of(ModelDefinition model) {
    return of(plugins(model));
  }

  /** Returns those that a model is made of: all but the estimator's. */
  PluginBuilds model() {
    Map<String, String> digests = new LinkedHashMap<>(sha256);
    digests.keySet().retainAll(MODEL);
    return new PluginBuilds(digests);
  }

  /** Returns the digest of the prior's build; empty where it cannot be told. */
  public Optional<String> prior() {
    return Optional.ofNullable(sha256.get(PRIOR));
  }

  private static PluginBuilds of(Map<String, Object> plugins) {
    Map<String, String> digests = new LinkedHashMap<>();
    plugins.forEach(
        (kind, plugin) ->
            Build.sha256(plugin.getClass()).ifPresent(digest -> digests.put(kind, digest)));
    return new PluginBuilds(digests);
  }

  private static Map<String, Object> plugins(Experiment experiment) {
    Map<String, Object> plugins = plugins(experiment.model());
    plugins.put("estimator", experiment.estimator());
    return plugins;
  }

  private static Map<String, Object> plugins(ModelDefinition model) {
    Map<String, Object> plugins = new LinkedHashMap<>();
    plugins.put(PRIOR, model.prior());
    plugins.put("encoder", model.encoder());
    plugins.put("decoder", model.decoder());
    return plugins;
  }

  /** Reads those of a JSON object that has them. */
  public static PluginBuilds of(JsonObject json) {
    return json.has(MEMBER) ? new PluginBuilds(json.texts(MEMBER)) : UNKNOWN;
  }

  /** Writes them to a JSON object. */
  public void writeTo(Map<String, Object> json) {
    json.put(MEMBER, sha256);
  }

  /**
   * Returns the kinds of which others have another build; what is not known of both is no other.
   */
  public List<String> differences(PluginBuilds others) {
    return sha256.keySet().stream()
        .filter(others.sha256::containsKey)
        .filter(kind -> !sha256.get(kind).equals(others.sha256.get(kind)))
        .toList();
  }

  /** Returns a sentence for each plugin of an experiment that is another build now than these. */
  List<String> differences(Experiment experiment) {
    PluginBuilds now = of(experiment);
    Map<String, Object> plugins = plugins(experiment);
    return differences(now).stream()
        .map(
            kind ->
                "%s is another build than the run's: SHA-256 %s now, %s then"
                    .formatted(
                        PluginCall.named(plugins.get(kind)),
                        now.sha256.get(kind),
                        sha256.get(kind)))
        .toList();
  }
}
