package org.elbosurgery.framework.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.version.Versions;

/**
 * What a run was begun with, the content of {@code spec.json}.
 *
 * @param spec its options
 * @param digests of its data
 * @param plugins the builds of its plugins
 * @param grownFrom the run that it trains further, if any
 */
record Begun(
    ExperimentSpec spec, DataDigests digests, PluginBuilds plugins, Optional<GrownFrom> grownFrom) {

  /** The member with the options of the spec. */
  static final String OPTIONS = "options";

  static Begun of(JsonObject json) {
    return new Begun(
        json.make(json.texts(OPTIONS), ExperimentSpec::create),
        DataDigests.of(json),
        PluginBuilds.of(json),
        GrownFrom.of(json));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(OPTIONS, spec.values());
    digests.writeTo(json);
    plugins.writeTo(json);
    grownFrom.ifPresent(from -> from.writeTo(json));
    json.put("versions", Versions.current());
    return json;
  }
}
