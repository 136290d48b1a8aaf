package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.WordArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run with labels")
final class LabelledRunTest {

  @TempDir private Path folder;

  private Path labels(String name, int classes) {
    Path file = folder.resolve(name);
    AtomicFile.write(
        file, WordArray.of(IntStream.range(0, 2000).mapToObj(n -> "c" + n % classes).toList()));
    return file;
  }

  private static byte[] bytes(Path run, String file) throws IOException {
    return Files.readAllBytes(run.resolve(file));
  }

  @Test
  @DisplayName("keeps those of its rows with their codes, and gives the bits of a run without")
  void keeps() throws InterruptedException, IOException {
    Path labels = labels("labels.npy", 3);
    Path with = folder.resolve("with");
    Path without = folder.resolve("without");
    Result result =
        SmallExperiments.run(
            SmallExperiments.with("labels", labels.toString(), "patience", "5"), with);
    SmallExperiments.run(SmallExperiments.with("patience", "5"), without);

    WordArray kept = FinishedRun.read(with).labels(Split.TRAIN).orElseThrow();
    assertThat(kept.size()).as("300 rows, a sixth of them held out").isEqualTo(250);
    assertThat(kept.word(4)).isEqualTo("c1");
    assertThat(FinishedRun.read(with).labels(Split.TEST)).isEmpty();
    assertThat(ClassTerms.of(FinishedRun.read(with).resultWithPoints().train()))
        .isEqualTo(ClassTerms.of(result.train()))
        .extracting(ClassTerms::size)
        .containsExactly(84, 83, 83);
    assertThat(ModelCodesFile.read(with.resolve("codes.npz")).train().labels()).contains(kept);

    Files.delete(labels);
    Experiment again =
        SmallExperiments.INJECTOR
            .getInstance(ExperimentResolver.class)
            .resolveFinished(RunFolder.open(with).spec());
    assertThat(
            new ExperimentRunner()
                .decompose(again, RunFolder.open(with), ExperimentListener.NONE)
                .train())
        .as("a surgery that is repeated when the file is gone")
        .isEqualTo(result.train());

    assertThat(FinishedRun.read(without).labels(Split.TRAIN)).isEmpty();
    assertThat(Files.readString(without.resolve("spec.json"))).doesNotContain("label");
    assertThat(Files.readString(without.resolve("result.json"))).doesNotContain("label", "classes");
    for (String file : Arrays.asList("points.npz", "codes-test.npz", "prior.npz")) {
      assertThat(bytes(with, file)).as(file).isEqualTo(bytes(without, file));
    }
  }

  @Test
  @DisplayName("is not continued with other labels, or without")
  void otherLabels() throws InterruptedException {
    Path labels = labels("labels.npy", 3);
    Experiment experiment = SmallExperiments.with("labels", labels.toString());
    RunFolder run = RunFolder.create(folder.resolve("run"), experiment);
    labels("labels.npy", 4);
    Experiment others = SmallExperiments.with("labels", labels.toString());
    assertThatThrownBy(() -> new ExperimentRunner().run(others, run, ExperimentListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("the labels are not those of", "restore the files");
    assertThatThrownBy(
            () -> new ExperimentRunner().run(SmallExperiments.with(), run, ExperimentListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("the labels are not those of", "SHA-256 none now");
    DataDigests without = DataDigests.of(experiment.data().sha256());
    assertThat(experiment.spec().identity(DataDigests.of(experiment.data())))
        .isNotEqualTo(experiment.spec().identity(DataDigests.of(others.data())));
    assertThat(SmallExperiments.with().spec().identity(without)).doesNotContainKey("labels");
  }
}
