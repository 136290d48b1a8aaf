package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Where a report looks for runs, it")
final class FoundRunsTest {

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder);
  }

  @Test
  @DisplayName("finds runs in the folder of a sweep, counts each once and leaves out repetitions")
  void findsRuns() {
    Path first = made.run("sweep/cells/x", "gaussian", 1, 0, 1, 3, 2, 2);
    made.run("sweep/cells/y", "vamp", 1, 0.5, 1, 1, 0, 2);
    made.run("too/deep/for/us", "vamp", 7, 0.5, 1, 1, 0, 2);
    Path again = made.run("again", "gaussian", 1, 0, 1, 3, 2, 2);

    Report report = Report.of(List.of(folder, first));

    assertThat(report.size()).isEqualTo(2);
    assertThat(report.problems()).containsExactly(first + " repeats " + again + " and is left out");
  }

  @Test
  @DisplayName("finds the cells of a sweep however deep it is, beside files of the user's own")
  void findsDeepCells() throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), "my own");
    Cell cell = MadeUpReport.cell("gaussian", 1);
    SweepFolder sweep =
        SweepFolder.of(
            folder.resolve("one/two/three"),
            new Sweep(new SweepSpec(Map.of("prior", List.of("gaussian"))), List.of(cell)));
    MadeUpRuns.write(sweep.run(cell), MadeUpRuns.options("gaussian", 2, 1), 0, 1, 3, 2, 2);
    Report report = made.report();
    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  @DisplayName("names the runs that are damaged or unfinished, and has the others")
  void namesWhatIsDamaged() throws IOException {
    made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    Path damaged = made.run("b", "vamp", 1, 0.5, 1, 1, 0, 2);
    Files.writeString(damaged.resolve("points.npz"), "none");
    Files.delete(made.run("c", "vamp", 2, 0.5, 1, 1, 0, 2).resolve("result.json"));
    Files.writeString(
        made.run("d", "vamp", 3, 0.5, 1, 1, 0, 2).resolve("result.json"), "{\"n\": 1");

    Report report = made.report();

    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains(damaged.resolve("points.npz").toString()),
            problem -> assertThat(problem).contains("the run in " + folder.resolve("c")),
            problem -> assertThat(problem).contains(folder.resolve("d/result.json").toString()));
  }

  @Test
  @DisplayName(
      "names the cells of a sweep that were never begun or failed, and folders without spec")
  void namesCells() throws IOException {
    List<Cell> cells =
        List.of(
            MadeUpReport.cell("gaussian", 1),
            MadeUpReport.cell("vamp", 1),
            MadeUpReport.cell("vamp", 2),
            MadeUpReport.cell("vamp", 3));
    SweepFolder sweep =
        SweepFolder.of(
            folder.resolve("sweep"),
            new Sweep(new SweepSpec(Map.of("prior", List.of("gaussian", "vamp"))), cells));
    for (Cell cell : cells.subList(0, 3)) {
      MadeUpRuns.write(sweep.run(cell), cell.spec().values(), 0, 1, 3, 2, 2);
    }
    Path failed = sweep.run(cells.get(1));
    Files.delete(failed.resolve("result.json"));
    RunFolder.open(failed).writeFailure(ElboException.numeric("loss is NaN"));
    Path bare = sweep.run(cells.get(2));
    Files.delete(bare.resolve("spec.json"));

    Report report = made.report();

    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems())
        .containsExactly(
            "the run in " + failed + " failed: loss is NaN",
            bare + " has files of a run but no spec.json; restore it, or repeat the run",
            "the cell vamp, seed 3 of the sweep in "
                + sweep.path()
                + " was never begun; the same elbo sweep runs it");
    assertThat(Summary.of(report).notes())
        .last()
        .isEqualTo("3 runs or files are left out; Provenance says why.");
  }

  @Test
  @DisplayName("keeps a run whose gap analysis is damaged, and names the file")
  void keepsRunOfDamagedGap() throws IOException {
    Path run = made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    Files.writeString(run.resolve("gap.json"), "{}");
    Report report = made.report();
    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains(run.resolve("gap.json").toString());
  }

  @Test
  @DisplayName("of nothing is refused, with what is wrong with each folder")
  void ofNothing() {
    assertThatThrownBy(() -> Report.of(List.of(folder, folder.resolve("none"))))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("no runs in " + folder),
                        problem -> assertThat(problem).contains("none: no such file or folder"),
                        problem -> assertThat(problem).startsWith("nothing to report")));
  }
}
