package org.elbosurgery.framework.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.SameBits;
import org.elbosurgery.framework.cluster.Site;
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

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch elsewhere = new CountDownLatch(1);
  private SweepFolder folder;
  private Cell cell;
  private SweepRunner runner;
  private SweepListener listener;

  @BeforeEach
  void prepare() {
    Sweep sweep =
        SmallExperiments.INJECTOR
            .getInstance(SweepResolver.class)
            .resolve(SweepTest.with(Map.of("seed", List.of("1"))));
    folder = SweepFolder.of(path.resolve("sweep"), sweep);
    cell = sweep.cells().get(0);
    listener =
        new SweepListener() {
          @Override
          public void started(Cell started) {
            heard.add("started");
          }

          @Override
          public void warned(Cell about, String warning) {
            heard.add(warning);
          }

          @Override
          public void elsewhere(Cell other) {
            heard.add("elsewhere");
            elsewhere.countDown();
          }

          @Override
          public void ended(CellStatus status) {
            heard.add(status.state().label());
          }
        };
    runner = new SweepRunner(1, 2, Optional.of(path.resolve("no plugins"))); // its cells fail
  }

  private CellWork work() {
    return CellWork.on(folder, List.of(cell), runner, listener);
  }

  @Test
  @DisplayName("leaves the cell to the process that has it")
  void leavesToOthers() throws InterruptedException {
    FolderLock lock = folder.lock(cell).orElseThrow();
    try {
      assertThat(work().run(cell)).isEmpty();
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
    CellWork work = work();
    folder.begin(cell).writeFailure(ElboException.numeric(List.of("the loss is NaN")));
    assertThat(work.run(cell).orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(heard).containsExactly("failed");
  }

  @Test
  @DisplayName("tries the cell again, as often as was asked, where another attempt may pass")
  void triesAgain() throws InterruptedException {
    CellStatus status = work().run(cell).orElseThrow();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(heard)
        .containsExactly(
            "started",
            status.detail() + "; trying again, 1 of 2",
            status.detail() + "; trying again, 2 of 2",
            "failed");
  }

  @Test
  @DisplayName(
      "is refused on a machine of a cluster that does not see the folder, or has another Java")
  void refusesOtherMachine() {
    Path unseen = path.resolve("unseen");
    SameBits here = SameBits.here();
    assertRefused(unseen, here, "sees no sweep in " + unseen + "; --out is a folder");
    assertRefused(
        path,
        new SameBits(here.version(), here.vectors(), 11),
        "has Java " + here.java() + ", this process 11");
  }

  private void assertRefused(Path sweep, SameBits same, String reason) {
    CellOnCluster there =
        new CellOnCluster(sweep.toString(), cell.key(), 0, "", new ArrayList<>(), same);
    assertThatThrownBy(() -> there.run(new Site("executor 7", "")))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("executor 7 " + reason);
  }

  @Test
  @DisplayName("takes the cell over from a process that ends without it")
  void takesOver() throws Exception {
    FolderLock lock = folder.lock(cell).orElseThrow();
    CompletableFuture<List<CellStatus>> ended =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new SweepRunner(1, 0, runner.pluginFolder()).run(folder, listener);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    try {
      assertThat(elsewhere.await(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      lock.release();
    }
    assertThat(ended.get(1, TimeUnit.MINUTES))
        .extracting(CellStatus::state)
        .containsExactly(State.FAILED);
    assertThat(heard).startsWith("elsewhere").endsWith("started", "failed");
  }
}
