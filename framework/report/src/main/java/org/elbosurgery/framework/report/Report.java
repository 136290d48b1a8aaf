package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.FoundRuns;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.table.AnnealingTable;
import org.elbosurgery.framework.report.table.ClassTable;
import org.elbosurgery.framework.report.table.CodesDifferenceTable;
import org.elbosurgery.framework.report.table.DifferenceTables;
import org.elbosurgery.framework.report.table.EstimatorTable;
import org.elbosurgery.framework.report.table.FrozenTable;
import org.elbosurgery.framework.report.table.LikelihoodDifferenceTable;
import org.elbosurgery.framework.report.table.LikelihoodTable;
import org.elbosurgery.framework.report.table.MomentTable;
import org.elbosurgery.framework.report.table.TermTable;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;

/**
 * The results of finished runs side by side, read from their folders alone, and codes of models
 * that were trained anywhere. Immutable.
 */
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
   * Reads runs without changing them.
   *
   * @param folders run folders, or folders that contain run folders up to three levels down, such
   *     as the folder of a comparison or a sweep
   * @throws ElboException USER if no run is finished and intact, with the problem of each
   */
  public static Report of(List<Path> folders) {
    return of(folders, TaskListener.NONE);
  }

  /**
   * Reads runs, and codes of models that were trained anywhere, without changing them; codes are
   * taken apart.
   *
   * @param paths folders as in {@link #of(List)}, folders of codes, and {@code .npz} files of codes
   * @param listener receives the progress
   * @throws ElboException USER if there is nothing that is finished and intact, with the problem of
   *     each
   */
  public static Report of(List<Path> paths, TaskListener listener) {
    FoundRuns found = FoundRuns.in(paths, listener);
    if (found.models().isEmpty()) {
      List<String> problems = new ArrayList<>(found.problems());
      problems.add(
          "nothing to report: give folders of runs that are finished, or .npz files of codes");
      throw ElboException.user(problems);
    }
    Settings settings = Settings.of(found.models());
    List<String> problems = new ArrayList<>(found.problems());
    problems.addAll(settings.problems());
    return new Report(settings, List.copyOf(problems), Optional.empty());
  }

  /** Returns this report with published results added. */
  public Report with(Reference published) {
    return new Report(settings, problems, Optional.of(published));
  }

  /** Returns which runs were left out and why, one sentence each. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Returns what a reader must know to compare the published results with the runs, one sentence
   * each.
   */
  public List<String> referenceWarnings() {
    return reference.map(published -> published.warnings(settings)).orElse(List.of());
  }

  /**
   * Returns a sentence for each {@linkplain org.elbosurgery.framework.number.Impossible impossible}
   * number of a run, each run whose test rows repeat training rows, each kind of doubt about
   * likelihoods, and each plugin with several builds.
   */
  public List<String> warnings() {
    List<String> sentences = new ArrayList<>();
    settings.models().forEach(model -> sentences.addAll(model.warnings()));
    sentences.addAll(new Comparisons(settings).warnings());
    sentences.addAll(LikelihoodWarnings.of(settings));
    sentences.addAll(PluginUses.of(settings.runs()).warnings());
    return sentences;
  }

  /** Returns the number of models in the report. */
  public int size() {
    return settings.models().size();
  }

  /** Returns the tables: the terms first, then the comparisons. */
  public List<Table> tables() {
    return tables(Optional.empty());
  }

  /**
   * Returns the tables for a reader who is {@linkplain
   * org.elbosurgery.framework.report.table.Excerpt shown} one split; they have the rows of all.
   *
   * @param shown the split; empty for all
   */
  public List<Table> tables(Optional<Split> shown) {
    List<Table> tables = new ArrayList<>();
    tables.add(new TermTable(settings, reference).table());
    tables.add(ClassTable.of(settings));
    tables.addAll(new DifferenceTables(settings).tables(shown));
    tables.add(CodesDifferenceTable.of(settings));
    tables.add(FrozenTable.of(settings));
    tables.add(MomentTable.of(settings));
    tables.add(LikelihoodTable.of(settings));
    tables.add(LikelihoodDifferenceTable.of(settings));
    tables.add(AnnealingTable.of(settings));
    tables.add(EstimatorTable.of(settings));
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  /**
   * Returns the tables as text, with the {@linkplain #warnings warnings}. In CSV, which holds one
   * table, only the table of the terms, without warnings.
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
