package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.CheckedFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The bounds that the folder of a run keeps")
final class LikelihoodFolderTest {

  private static final int ROUNDS = 60;

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private Path run;

  @BeforeAll
  static void train() throws InterruptedException {
    SmallExperiments.run(SmallExperiments.with("epochs", "1"), shared.resolve("run"));
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    FileUtils.copyDirectory(shared.resolve("run").toFile(), run.toFile());
  }

  private LikelihoodResult bound(int samples, int rows) {
    LikelihoodOptions options = new LikelihoodOptions(samples, Split.TEST, rows, 1);
    List<LikelihoodJob> jobs =
        SmallExperiments.INJECTOR
            .getInstance(LikelihoodResolver.class)
            .resolve(List.of(run), options);
    return new LikelihoodRunner().run(jobs, LikelihoodListener.NONE).get(0);
  }

  private List<Integer> kept() {
    return LikelihoodFolder.read(FinishedRun.read(run)).stream()
        .map(LikelihoodResult::samples)
        .toList();
  }

  @Test
  @DisplayName("lose nothing else with a file that was deleted, of points or of a summary")
  void deleted() throws IOException {
    for (int samples : List.of(2, 3, 4)) {
      bound(samples, 2);
    }
    assertThat(kept()).containsExactly(2, 3, 4);
    Files.delete(run.resolve("likelihood-test-2.json"));
    Files.delete(run.resolve("likelihood-test-3.npz"));
    assertThat(kept()).containsExactly(4);
    bound(2, 2);
    bound(3, 2);
    assertThat(kept()).containsExactly(2, 3, 4);
  }

  @Test
  @DisplayName("are not written again where as many rows are kept")
  void asManyRows() throws IOException {
    bound(2, 10);
    Path points = run.resolve("likelihood-test-2.npz");
    Files.setLastModifiedTime(points, FileTime.fromMillis(0));
    bound(2, 10);
    bound(2, 5);
    assertThat(Files.getLastModifiedTime(points)).isEqualTo(FileTime.fromMillis(0));
    bound(2, 11);
    assertThat(Files.getLastModifiedTime(points)).isNotEqualTo(FileTime.fromMillis(0));
  }

  @Test
  @DisplayName("are read as they were or as they are now, or not yet, beside their writer")
  void readWhileWritten() throws InterruptedException {
    LikelihoodResult all = bound(2, ROUNDS + 1);
    List<LikelihoodResult> growing =
        IntStream.rangeClosed(2, ROUNDS + 1).mapToObj(rows -> first(rows, all)).toList();
    CheckedFolder.of(run).delete("likelihood-test-2.json");
    CheckedFolder.of(run).delete("likelihood-test-2.npz");
    FinishedRun finished = FinishedRun.read(run);
    LikelihoodFolder written = new LikelihoodFolder(run);
    List<Throwable> failures = new ArrayList<>();
    Thread writer = new Thread(() -> growing.forEach(written::write));
    writer.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
    writer.start();
    while (writer.isAlive()) {
      for (LikelihoodResult read : LikelihoodFolder.read(finished)) {
        assertThat(read.points().bounds())
            .isEqualTo(all.points().first(read.points().size()).bounds());
      }
    }
    writer.join();
    assertThat(failures).isEmpty();
    assertThat(LikelihoodFolder.read(finished))
        .extracting(LikelihoodResult::curve)
        .containsExactly(all.curve());
  }

  private static LikelihoodResult first(int rows, LikelihoodResult all) {
    return new LikelihoodResult(
        all.run(),
        all.spec(),
        all.repeatedTestRows(),
        all.split(),
        all.rowsSha256(),
        all.origin(),
        all.points().first(rows),
        all.logNormalizerError(),
        all.density());
  }
}
