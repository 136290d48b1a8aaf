package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.FoundRuns;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.table.DifferenceTables;
import org.elbosurgery.framework.report.table.FrozenTable;
import org.elbosurgery.framework.report.table.LikelihoodTable;
import org.elbosurgery.framework.report.table.MomentTable;
import org.elbosurgery.framework.report.table.TermTable;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;

/** What finished runs came to, side by side; rebuilt from their folders alone. Immutable. */
public final class Report {

  private final Settings settings;
  private final List<String> problems;
  private final Optional<Reference> reference;

  private Report(Settings settings, List<String> problems, Optional<Reference> reference) {
    this.settings = settings;
    this.problems = problems;
    this.reference = reference;
  }

  /**
   * Reads runs; changes nothing.
   *
   * @param folders each a run folder, or one that holds run folders down to three levels, such as
   *     that of a comparison or a sweep
   * @throws ElboException USER if there is no finished run that is whole, with what is wrong with
   *     each
   */
  public static Report of(List<Path> folders) {
    FoundRuns found = FoundRuns.in(folders);
    if (found.runs().isEmpty()) {
      List<String> problems = new ArrayList<>(found.problems());
      problems.add("nothing to report: give folders of runs that are finished");
      throw ElboException.user(problems);
    }
    Settings settings = Settings.of(found.runs());
    List<String> problems = new ArrayList<>(found.problems());
    problems.addAll(settings.problems());
    return new Report(settings, List.copyOf(problems), Optional.empty());
  }

  /** Returns this report with published results beside its own. */
  public Report with(Reference published) {
    return new Report(settings, problems, Optional.of(published));
  }

  /** Returns which runs were left out and why, one sentence each. */
  public List<String> problems() {
    return problems;
  }

  /** Returns what is to be known of the published results beside the runs, one sentence each. */
  public List<String> referenceWarnings() {
    return reference.map(published -> published.warnings(settings)).orElse(List.of());
  }

  /**
   * Returns what numbers of the runs {@linkplain org.elbosurgery.framework.number.Impossible cannot
   * be} and are, whose test rows are training rows, and of which plugins there are several builds,
   * one sentence each.
   */
  public List<String> warnings() {
    List<String> sentences = new ArrayList<>();
    settings.runs().forEach(run -> sentences.addAll(run.warnings()));
    sentences.addAll(new Comparisons(settings).warnings());
    sentences.addAll(PluginUses.of(settings.runs()).warnings());
    return sentences;
  }

  /** Returns how many runs are reported. */
  public int size() {
    return settings.runs().size();
  }

  /** Returns the tables: the terms first, then what can be compared. */
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    tables.add(new TermTable(settings, reference).table());
    tables.addAll(new DifferenceTables(settings).tables());
    tables.add(FrozenTable.of(settings));
    tables.add(MomentTable.of(settings));
    tables.add(LikelihoodTable.of(settings));
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  /**
   * Returns the tables as text, and in every format but CSV the {@linkplain #warnings warnings}; of
   * CSV, which holds one table, that of the terms.
   */
  public String text(TableFormat format) {
    return format.of(tables(), warnings());
  }

  Settings settings() {
    return settings;
  }

  Optional<Reference> reference() {
    return reference;
  }
}
