package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.JointGap;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.json.Json;

/**
 * What {@code elbo gap} prints: the tables of each analysis as soon as they are computed, or one
 * JSON object at the end.
 */
final class GapReport {

  private final Catalog<Prior> priors;
  private final boolean asJson;
  private final Terminal terminal;
  private final List<Object> analyses = new ArrayList<>();
  private final List<Object> joint = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Object> json = new LinkedHashMap<>();

  /**
   * Starts without analyses.
   *
   * @param what the member of the JSON object that has them, such as "runs"
   */
  GapReport(String what, Catalog<Prior> priors, boolean asJson, Terminal terminal) {
    this.priors = priors;
    this.asJson = asJson;
    this.terminal = terminal;
    json.put(what, analyses);
  }

  /** Adds the analysis that is kept in a folder. */
  void add(Path folder, RunGap gap) {
    Map<String, Object> analysis = new LinkedHashMap<>(GapJson.of(gap));
    analysis.put("folder", folder.toString());
    analyses.add(analysis);
    ResultWarnings own = warn(gap.warnings(), folder + ": ");
    String saved = "\nsaved in " + folder.resolve(GapAnalysis.FILE) + "\n\n";
    print(GapText.of(gap, priors, terminal.tableWidth()) + own.text() + saved);
  }

  /** Adds runs that differ in the prior alone. */
  void add(JointGap group) {
    String text =
        (joint.isEmpty() ? "" : "\n") + JointGapText.of(group, priors, terminal.tableWidth());
    List<String> own = ComparisonText.warnings(group).sentences();
    String verdict = VerdictText.of(VerdictText.VERDICT.of(group), terminal);
    print(text + warn(own, "").text() + verdict);
    Map<String, Object> together = new LinkedHashMap<>(GapJson.of(group));
    together.put("verdict", VerdictText.VERDICT.of(group));
    joint.add(together);
  }

  /** Adds several models side by side. */
  void add(List<RunGap> models) {
    print(GapText.sideBySide(models, priors, terminal.tableWidth()));
  }

  /** Prints the JSON object. */
  void end() {
    if (!joint.isEmpty()) {
      json.put("joint", joint);
    }
    if (asJson) {
      terminal.out().println(Json.text(json));
    }
  }

  /**
   * Prints warnings. Programs find them in the JSON, but people who watch need them on standard
   * error.
   */
  private ResultWarnings warn(List<String> sentences, String where) {
    if (asJson) {
      new ResultWarnings(sentences.stream().map(where::concat).toList()).print(terminal);
    }
    warnings.addAll(sentences);
    return new ResultWarnings(sentences);
  }

  /** Returns all warnings. */
  ResultWarnings warnings() {
    return new ResultWarnings(warnings);
  }

  private void print(String text) {
    if (!asJson) {
      terminal.out().print(text);
      terminal.out().flush();
    }
  }
}
