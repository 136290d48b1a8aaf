package org.elbosurgery.framework.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.file.FolderLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work on cells that other processes have or have had. */
@DisplayName("The work on a cell of a sweep")
final class CellWorkTest {

  @TempDir private Path path;

  private final List<String> heard = new ArrayList<>();
  private SweepFolder folder;
  private Cell cell;
  private CellWork work;

  @BeforeEach
  void prepare() {
    Sweep sweep =
        SmallExperiments.INJECTOR
            .getInstance(SweepResolver.class)
            .resolve(SweepTest.with(Map.of("seed", List.of("1"))));
    folder = SweepFolder.of(path.resolve("sweep"), sweep);
    cell = sweep.cells().get(0);
    SweepListener listener =
        new SweepListener() {
          @Override
          public void started(Cell started) {
            heard.add("started");
          }

          @Override
          public void elsewhere(Cell other) {
            heard.add("elsewhere");
          }

          @Override
          public void ended(CellStatus status) {
            heard.add(status.state().label());
          }
        };
    work = CellWork.on(folder, sweep.cells(), Optional.empty(), listener);
  }

  @Test
  @DisplayName("leaves the cell to the process that has it")
  void leavesToOthers() throws InterruptedException {
    FolderLock lock = folder.lock(cell).orElseThrow();
    try {
      assertThat(work.run(cell)).isEmpty();
    } finally {
      lock.release();
    }
    assertThat(heard).containsExactly("elsewhere");
    assertThat(folder.run(cell)).doesNotExist();
    folder.lock(cell).orElseThrow().release();
  }

  @Test
  @DisplayName("does not try again what another process has tried in the meantime, and failed")
  void doesNotRepeatFailures() throws InterruptedException {
    folder.begin(cell).writeFailure(ElboException.numeric(List.of("the loss is NaN")));
    assertThat(work.run(cell).orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(heard).containsExactly("failed");
  }
}
