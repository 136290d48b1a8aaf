package org.elbosurgery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.CheckedEstimator;

/** Plugins as text, for people and for programs. */
final class PluginText {

  private PluginText() {}

  /** Returns the plugins of each kind, one on each line. */
  static String list(Map<String, List<PluginDescriptor<?>>> byKind, int width) {
    StringBuilder text = new StringBuilder();
    byKind.forEach(
        (kind, plugins) -> {
          List<TextTable.Row> rows =
              plugins.stream()
                  .map(plugin -> new TextTable.Row(plugin.name(), plugin.summary()))
                  .toList();
          text.append(kind).append('\n');
          text.append(rows.isEmpty() ? "  none installed\n" : TextTable.of(rows, width));
          text.append('\n');
        });
    return text + TextTable.paragraph("elbo plugins KIND NAME describes one.", width);
  }

  /**
   * Returns a complete description of one plugin.
   *
   * @param faults receives failures of the plugin when it is called
   */
  static String describe(String kind, PluginDescriptor<?> plugin, int width, Problems faults) {
    List<TextTable.Row> options =
        plugin.options().descriptors().stream()
            .map(option -> HelpText.row(option.name() + "=", option))
            .toList();
    StringBuilder text = new StringBuilder();
    text.append(kind).append(' ').append(plugin.name()).append("\n\n");
    text.append(TextTable.paragraph(plugin.summary(), width));
    if (!plugin.reference().isEmpty()) {
      text.append(TextTable.paragraph("Reference: " + plugin.reference(), width));
    }
    bound(plugin, faults).sentence().ifPresent(s -> text.append(TextTable.paragraph(s, width)));
    text.append("Class:     ").append(plugin.type().getName()).append('\n');
    text.append("From:      ").append(plugin.origin()).append("\n\n");
    text.append(options.isEmpty() ? "It has no options.\n" : "Options:\n");
    return text + TextTable.of(options, width);
  }

  /**
   * Returns which bounds an estimator with its defaults declares its estimates to be; none if it
   * fails.
   */
  private static InformationBound bound(PluginDescriptor<?> plugin, Problems faults) {
    if (!Estimator.class.isAssignableFrom(plugin.type())) {
      return InformationBound.NONE;
    }
    try {
      Estimator estimator = (Estimator) plugin.options().create(Map.of());
      return new CheckedEstimator(estimator).informationBound();
    } catch (ElboException e) {
      faults.addAll(e.problems());
      return InformationBound.NONE;
    }
  }

  /**
   * Returns one JSON object: the plugins of each kind, and the problems.
   *
   * @param faults plugins that did not load; receives failures of plugins when they are called
   */
  static String json(Map<String, List<PluginDescriptor<?>>> byKind, Problems faults) {
    Map<String, Object> all = new LinkedHashMap<>();
    byKind.forEach(
        (kind, plugins) ->
            all.put(kind, plugins.stream().map(plugin -> fields(plugin, faults)).toList()));
    all.put("problems", faults.all());
    return Json.text(all);
  }

  private static Map<String, Object> fields(PluginDescriptor<?> plugin, Problems faults) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", plugin.name());
    fields.put("summary", plugin.summary());
    fields.put("reference", plugin.reference());
    fields.put("class", plugin.type().getName());
    fields.put("origin", plugin.origin());
    InformationBound bound = bound(plugin, faults);
    if (bound != InformationBound.NONE) {
      fields.put("informationBound", bound.label());
    }
    fields.put("options", plugin.options().descriptors());
    return fields;
  }
}
