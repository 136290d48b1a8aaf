package org.elbosurgery.framework.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.file.FolderLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a sweep: what it remembers, and whom it lets in. */
@DisplayName("The folder of a sweep")
final class SweepFolderTest {

  @TempDir private Path folder;

  private static Sweep sweep(String... seeds) {
    return SmallExperiments.INJECTOR
        .getInstance(SweepResolver.class)
        .resolve(SweepTest.with(Map.of("seed", List.of(seeds))));
  }

  private static List<State> states(SweepFolder folder) {
    return folder.status().stream().map(CellStatus::state).toList();
  }

  @Test
  @DisplayName("remembers the sweep")
  void remembers() {
    Sweep sweep = sweep("1", "2");
    SweepFolder made = SweepFolder.of(folder.resolve("sweep"), sweep);
    assertThat(SweepFolder.open(made.path()).sweep()).isEqualTo(sweep);
    assertThat(states(made)).containsExactly(State.MISSING, State.MISSING);
  }

  @Test
  @DisplayName("is copied without the folders of its data, with the same cells")
  void copiesWithoutFolders() throws IOException {
    Path data = folder.resolve("rows.csv");
    Files.writeString(data, "0,1\n1,0\n");
    SweepSpec spec =
        SweepTest.with(
            Map.of("data", List.of("synthetic", data.toString()), "limit", List.of("0")));
    Sweep sweep = SmallExperiments.INJECTOR.getInstance(SweepResolver.class).resolve(spec);
    Path copy = folder.resolve("copy");
    SweepFolder.of(folder.resolve("sweep"), sweep).copyTo(copy);

    assertThat(copy.resolve("sweep.json")).content().doesNotContain(folder.toString());
    Sweep copied = SweepFolder.open(copy).sweep();
    assertThat(copied.spec().options()).containsEntry("data", List.of("synthetic", "rows.csv"));
    assertThat(copied.cells())
        .map(Cell::name)
        .isEqualTo(sweep.cells().stream().map(Cell::name).toList());
    assertThat(copied.cells())
        .map(cell -> cell.spec().data().data())
        .containsExactly("synthetic", "rows.csv");
  }

  @Test
  @DisplayName("goes on with a larger sweep, not with another one")
  void growsOnly() {
    Path path = folder.resolve("sweep");
    SweepFolder.of(path, sweep("1", "2"));
    assertThat(SweepFolder.problem(path, sweep("2", "3", "1"))).isEmpty();
    SweepFolder larger = SweepFolder.of(path, sweep("2", "3", "1"));
    assertThat(larger.sweep().cells()).hasSize(3);
    assertThat(SweepFolder.problem(path, sweep("2", "3")).orElseThrow())
        .contains("seed 1", "another sweep");
    assertThatThrownBy(() -> SweepFolder.of(path, sweep("2", "3")))
        .isInstanceOf(ElboException.class);
    assertThat(SweepFolder.open(path).sweep().cells()).hasSize(3);
  }

  @Test
  @DisplayName("is written once by the same sweep, also by one that begins at the same time")
  void isWrittenOnce() throws IOException {
    Path path = folder.resolve("sweep");
    SweepFolder.of(path, sweep("1", "2"));
    Path file = path.resolve("sweep.json");
    FileTime written = FileTime.fromMillis(0);
    Files.setLastModifiedTime(file, written);
    FolderLock lock = FolderLock.of(path); // of another process that begins
    try {
      SweepFolder.of(path, sweep("1", "2"));
    } finally {
      lock.release();
    }
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
  }

  @Test
  @DisplayName("is no folder that holds anything else")
  void refusesOthers() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(SweepFolder.problem(folder, sweep("1")).orElseThrow()).contains("already used");
    assertThatThrownBy(() -> SweepFolder.open(folder))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("no sweep");
  }

  @Test
  @DisplayName("tells running, interrupted and failed cells apart")
  void tellsStates() throws IOException {
    SweepFolder made = SweepFolder.of(folder.resolve("sweep"), sweep("1", "2", "3"));
    List<Cell> cells = made.sweep().cells();
    RunFolder begun = made.begin(cells.get(0));
    made.begin(cells.get(1));
    RunFolder.open(made.run(cells.get(1)))
        .writeFailure(ElboException.numeric(List.of("the loss is NaN", "in epoch 2")));
    FolderLock lock = FolderLock.of(begun.path());
    try {
      assertThat(states(made)).containsExactly(State.RUNNING, State.FAILED, State.MISSING);
    } finally {
      lock.release();
    }
    assertThat(states(made)).containsExactly(State.INTERRUPTED, State.FAILED, State.MISSING);
    assertThat(made.status().get(0).detail()).isEqualTo("0 of 3 epochs");
    assertThat(made.status().get(1).detail()).isEqualTo("the loss is NaN; in epoch 2");
    made.begin(cells.get(1));
    assertThat(states(made)).containsExactly(State.INTERRUPTED, State.INTERRUPTED, State.MISSING);
    ForgedFiles.write(begun.path(), "result.json", "{");
    assertThat(made.status().get(0).state()).isEqualTo(State.FAILED);
    assertThat(made.status().get(0).detail()).contains("result.json is damaged");
  }

  @Test
  @DisplayName("counts the steps that were done earlier, also of cells that are not finished")
  void countsSteps() throws IOException {
    SweepFolder made = SweepFolder.of(folder.resolve("sweep"), sweep("1", "2", "3"));
    List<Cell> cells = made.sweep().cells();
    ForgedFiles.write(made.begin(cells.get(0)).path(), "metrics.csv", "epoch\n1\n2\n");
    ForgedFiles.write(made.begin(cells.get(1)).path(), "result.json", "{}");
    // 20 steps are 5 for each of 3 epochs and for the surgery
    assertThat(cells.stream().map(made::stepsDone)).containsExactly(10L, 20L, 0L);
  }

  @Test
  @DisplayName("says what is wrong with a damaged sweep.json")
  void saysWhatIsDamaged() throws IOException {
    SweepFolder made = SweepFolder.of(folder.resolve("sweep"), sweep("1"));
    Path file = made.path().resolve("sweep.json");
    Files.writeString(file, Files.readString(file).replace("\"steps\" : 20", "\"steps\" : 21"));
    assertThatThrownBy(made::sweep)
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(file + " is damaged: its SHA-256");
    ForgedFiles.replace(made.path(), "sweep.json", "\"steps\" : 21", "\"steps\" : \"x\"");
    assertThatThrownBy(made::sweep)
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("cells.0.steps is not a number");
  }
}
