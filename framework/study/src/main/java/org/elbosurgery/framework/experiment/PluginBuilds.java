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
 * The builds of an experiment's plugins.
 *
 * @param sha256 the digest of each plugin's {@link Build}, by the plugin's kind; a plugin whose
 *     build cannot be determined is absent
 */
public record PluginBuilds(Map<String, String> sha256) {

  /** No recorded builds. */
  public static final PluginBuilds UNKNOWN = new PluginBuilds(Map.of());

  private static final String PRIOR = "prior";

  /** The kinds of the plugins of a model. */
  public static final List<String> MODEL = List.of(PRIOR, "encoder", "decoder");

  private static final String MEMBER = "plugins";

  /** Copies the digests, in their order. */
  public PluginBuilds {
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** Returns the present builds of an experiment's plugins. */
  public static PluginBuilds of(Experiment experiment) {
    return of(plugins(experiment));
  }

  /** Returns the present builds of a model's plugins, without an estimator. */
  public static PluginBuilds of(ModelDefinition model) {
    return of(plugins(model));
  }

  /** Returns the builds of the model's plugins, without the estimator's. */
  PluginBuilds model() {
    Map<String, String> digests = new LinkedHashMap<>(sha256);
    digests.keySet().retainAll(MODEL);
    return new PluginBuilds(digests);
  }

  /** Returns the digest of the prior's build; empty if it cannot be determined. */
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

  /** Reads builds from a JSON object. */
  public static PluginBuilds of(JsonObject json) {
    return json.has(MEMBER) ? new PluginBuilds(json.texts(MEMBER)) : UNKNOWN;
  }

  /** Adds the builds to a JSON object. */
  public void writeTo(Map<String, Object> json) {
    json.put(MEMBER, sha256);
  }

  /**
   * Returns the kinds whose builds differ from others; a build unknown on either side does not
   * count.
   */
  public List<String> differences(PluginBuilds others) {
    return sha256.keySet().stream()
        .filter(others.sha256::containsKey)
        .filter(kind -> !sha256.get(kind).equals(others.sha256.get(kind)))
        .toList();
  }

  /** Returns a sentence for each plugin of an experiment whose present build differs from these. */
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
