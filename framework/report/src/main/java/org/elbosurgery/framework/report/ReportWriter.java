package org.elbosurgery.framework.report;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.plot.FigureFormat;
import org.elbosurgery.framework.report.page.Page;
import org.elbosurgery.framework.report.page.Section;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;

/**
 * Writes a report as a folder: {@code index.html}, one self-contained page; its figures as files
 * under {@code figures/}; its tables in every format under {@code tables/}. The same runs and the
 * same command give the same bytes.
 */
public final class ReportWriter {

  private final ExperimentResolver resolver;

  /** Uses a resolver to find the plugins and data of runs, for pictures made by their models. */
  @Inject
  public ReportWriter(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /** Returns why a path cannot become the folder of a report; empty if it can. */
  public static Optional<String> problem(Path folder) {
    return NewFolder.problem(folder);
  }

  /** Writes a report completely or not at all, with its figures as SVG. */
  public void write(Report report, Path folder, List<String> command, TaskListener listener) {
    write(report, folder, Set.of(FigureFormat.SVG), command, listener);
  }

  /**
   * Writes a report completely or not at all.
   *
   * @param report the report
   * @param folder a new or empty folder
   * @param formats of the figures under {@code figures/}
   * @param command the command line, for the page; empty if there is none
   * @param listener receives the progress
   * @throws ElboException USER if the folder is used or cannot be written
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; then nothing
   *     is written
   */
  public void write(
      Report report,
      Path folder,
      Set<FigureFormat> formats,
      List<String> command,
      TaskListener listener) {
    problem(folder)
        .ifPresent(
            text -> {
              throw ElboException.user(text);
            });
    int settings = report.settings().all().size();
    ReportSteps steps = new ReportSteps(listener, 2 + 2L * settings); // pictures and codes of each
    steps.begin("tables and figures");
    List<String> warnings = report.warnings();
    List<Section> sections = new ReportSections(report, resolver, command, steps).all();
    Map<String, Content> files = new LinkedHashMap<>();
    files.put(
        "index.html",
        text(Page.of("How far does each prior close the gap?", Summary.of(report), sections)));
    for (Section section : sections) {
      for (Figure figure : section.figures()) {
        formats.forEach(format -> addFigure(files, figure, format));
      }
      for (Table table : section.tables()) {
        addTable(files, table, warnings);
      }
    }
    steps.begin("writing");
    NewFolder.fill(folder, files);
  }

  private static void addFigure(Map<String, Content> files, Figure figure, FigureFormat format) {
    byte[] bytes = format.of(figure);
    files.put("figures/" + figure.name() + "." + format.label(), out -> out.write(bytes));
  }

  private static void addTable(Map<String, Content> files, Table table, List<String> warnings) {
    for (TableFormat format : TableFormat.values()) {
      files.put(
          "tables/" + table.name() + "." + format.extension(),
          text(format.of(List.of(table), warnings)));
    }
  }

  private static Content text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out -> out.write(bytes);
  }
}
