package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A likelihood is not put together from bounds of two")
final class BoundsOriginTest {

  private static final String POINTS = "likelihood-test-20.npz";
  private static final String SUMMARY = "likelihood-test-20.json";
  private static final String PARTIAL = "likelihood-partial-test-20.npz";

  @TempDir private Path folder;

  private Path run;
  private LikelihoodResult first;
  private Map<String, NpyArray> arrays;

  @BeforeEach
  void bound() throws InterruptedException {
    run = folder.resolve("run");
    SmallExperiments.run(SmallExperiments.with("epochs", "1"), run);
    first = bound(40);
    arrays = Npz.read(run.resolve(POINTS));
  }

  private LikelihoodResult bound(int rows) {
    LikelihoodOptions options = new LikelihoodOptions(20, Split.TEST, rows, 1);
    List<LikelihoodJob> jobs =
        SmallExperiments.INJECTOR
            .getInstance(LikelihoodResolver.class)
            .resolve(List.of(run), options);
    return new LikelihoodRunner().run(jobs, LikelihoodListener.NONE).get(0);
  }

  private List<LikelihoodResult> kept() {
    return LikelihoodFolder.read(FinishedRun.read(run));
  }

  private Map<String, NpyArray> with(String name, NpyArray other) {
    Map<String, NpyArray> changed = new LinkedHashMap<>(arrays);
    changed.put(name, other);
    return changed;
  }

  private Map<String, NpyArray> without(String name) {
    Map<String, NpyArray> changed = new LinkedHashMap<>(arrays);
    changed.remove(name);
    return changed;
  }

  @Test
  @DisplayName("checkpoints, seeds or estimators, nor read where the run is of another")
  void otherOrigin() throws IOException {
    for (String name : List.of("seed", "estimator")) {
      ForgedFiles.write(run, POINTS, Npz.content(with(name, NpyArray.of(new long[] {4711}))));
      assertRefused(POINTS, name + " 4711");
      assertNotRead(name + " 4711");
    }
    ForgedFiles.write(
        run, POINTS, Npz.content(with("checkpoint_sha256", NpyArray.of(new long[32], 32))));
    assertRefused(POINTS, "checkpoint " + "00".repeat(32));
    assertNotRead("checkpoint " + "00".repeat(32));
    ForgedFiles.write(run, POINTS, Npz.content(arrays));
    FileUtils.deleteDirectory(run.resolve("checkpoint").toFile());
    assertThat(kept()).as("nothing to check by").hasSize(1);
  }

  @Test
  @DisplayName("builds of a plugin, but read whichever builds are here")
  void otherBuild() {
    for (String kind : List.of("prior", "encoder", "decoder")) {
      String name = kind + "_sha256";
      assertOtherBuild(
          POINTS, with(name, NpyArray.of(new long[32], 32)), kind + " build " + "00".repeat(32));
      assertOtherBuild(POINTS, without(name), kind + " build that is not known");
      assertThat(kept())
          .singleElement()
          .extracting(LikelihoodResult::curve)
          .isEqualTo(first.curve());
    }
  }

  @Test
  @DisplayName("builds of a plugin where the first was broken off")
  void partOfAnotherBuild() throws IOException {
    Files.delete(run.resolve(SUMMARY));
    Files.delete(run.resolve(POINTS));
    for (String kind : List.of("prior", "encoder", "decoder")) {
      assertOtherBuild(
          PARTIAL,
          with(kind + "_sha256", NpyArray.of(new long[32], 32)),
          kind + " build " + "00".repeat(32));
    }
    ForgedFiles.write(run, PARTIAL, Npz.content(arrays));
    assertThat(bound(60).points().size()).as("of the same builds it goes on").isEqualTo(60);
  }

  private void assertOtherBuild(String file, Map<String, NpyArray> content, String text) {
    ForgedFiles.write(run, file, Npz.content(content));
    assertRefused(file, text);
  }

  private void assertRefused(String file, String text) {
    assertThatThrownBy(() -> bound(60))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(
            run.resolve(file) + " has bounds of " + text + ", but the run is now of ",
            "delete it, and call elbo likelihood again");
  }

  private void assertNotRead(String text) {
    assertThatThrownBy(this::kept)
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("has bounds of " + text + ", but the run is now of ");
  }
}
