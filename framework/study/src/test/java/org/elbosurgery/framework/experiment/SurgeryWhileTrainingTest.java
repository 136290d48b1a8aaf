package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A surgery while a model trains")
final class SurgeryWhileTrainingTest {

  @TempDir private Path folder;

  private static Experiment experiment(int every) {
    return SmallExperiments.with("epochs", "4", "surgery-every", String.valueOf(every));
  }

  private RunFolder run(String name, int every, ExperimentListener listener)
      throws InterruptedException {
    Experiment experiment = experiment(every);
    RunFolder run = RunFolder.create(folder.resolve(name), experiment);
    new ExperimentRunner().run(experiment, run, listener);
    return run;
  }

  private static List<float[]> parameters(RunFolder run) {
    TrainingSnapshot snapshot = run.checkpoints().newest().orElseThrow();
    return snapshot.parameters().arrays().values().stream()
        .map(array -> array.data().asFloat())
        .toList();
  }

  @Test
  @DisplayName("changes no bit of the training, and its last is the surgery of the result")
  void changesNothing() throws InterruptedException {
    List<EpochTerms> heard = new ArrayList<>();
    ExperimentListener listener =
        new ExperimentListener() {
          @Override
          public void operated(EpochTerms terms) {
            heard.add(terms);
          }
        };
    RunFolder without = run("without", 0, ExperimentListener.NONE);
    RunFolder with = run("with", 2, listener);
    assertThat(parameters(with)).usingRecursiveComparison().isEqualTo(parameters(without));
    FinishedRun finished = FinishedRun.read(with.path());
    assertThat(FinishedRun.read(without.path()).terms()).isEmpty();
    assertThat(finished.terms()).isEqualTo(heard);
    assertThat(heard)
        .extracting(terms -> terms.epoch() + " " + terms.split().label())
        .containsExactly("2 train", "2 test", "4 train", "4 test");
    assertSame(heard.get(2), finished.result().train());
    assertSame(heard.get(3), finished.result().test().orElseThrow());
    assertThat(heard.get(0).marginalKl()).isNotEqualTo(heard.get(2).marginalKl());

    assertThat(FinishedRun.read(without.path()).codesEpochs()).isEmpty();
    assertThat(finished.codesEpochs()).containsExactly(2, 4);
    assertThat(finished.epochCodes(4).posteriors().means())
        .as("all 300 rows are few enough to be kept")
        .isEqualTo(finished.posteriors(Split.TRAIN).orElseThrow().means());
    assertThat(finished.epochCodes(4).prior()).isPresent();
    assertThat(finished.epochCodes(2).posteriors().means())
        .isNotEqualTo(finished.epochCodes(4).posteriors().means());
  }

  private static void assertSame(EpochTerms terms, Surgery surgery) {
    assertThat(terms.size()).isEqualTo(surgery.size());
    assertSame(terms.reconstruction(), surgery.reconstruction().orElseThrow());
    assertSame(terms.mutualInformation(), surgery.terms().mutualInformation());
    assertSame(terms.marginalKl(), surgery.terms().marginalKl());
    assertSame(terms.averageKl(), surgery.terms().averageKl());
  }

  private static void assertSame(EpochTerms.Term term, Estimate estimate) {
    assertThat(term.mean()).isEqualTo(estimate.mean());
    assertThat(term.standardError()).isEqualTo(estimate.standardError());
  }

  /** Interrupts in an epoch's last step, so that the surgery that is due there is interrupted. */
  @ParameterizedTest(name = "interrupted after {0} epochs")
  @ValueSource(ints = {1, 2, 3})
  @DisplayName("that is interrupted is made up for, and its files end bit for bit the same")
  void resumes(int epochs) throws InterruptedException, IOException {
    RunFolder whole = run("whole", 2, ExperimentListener.NONE);
    Experiment experiment = experiment(2);
    RunFolder parts = RunFolder.create(folder.resolve("parts"), experiment);
    ExperimentListener interrupt =
        new ExperimentListener() {
          @Override
          public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
            if (progress.iteration() == epochs * totalSteps / 4) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThatThrownBy(() -> new ExperimentRunner().run(experiment, parts, interrupt))
        .isInstanceOf(InterruptedException.class);
    assertThat(parts.terms()).hasSize(epochs < 3 ? 0 : 2);
    new ExperimentRunner().run(experiment, parts, ExperimentListener.NONE);
    for (String file :
        List.of(
            "terms.csv",
            "codes-epoch-00002.npz",
            "prior-epoch-00002.npz",
            "codes-epoch-00004.npz",
            "prior-epoch-00004.npz")) {
      assertThat(parts.path().resolve(file)).hasSameBinaryContentAs(whole.path().resolve(file));
    }
    assertThat(parameters(parts)).usingRecursiveComparison().isEqualTo(parameters(whole));
  }

  @Test
  @DisplayName("is refused where its file was made by another")
  void damaged() throws InterruptedException, IOException {
    RunFolder run = run("run", 2, ExperimentListener.NONE);
    String whole = Files.readString(run.path().resolve("terms.csv"));
    for (String text :
        List.of(
            "",
            whole.replace("epoch,", "epochs,"),
            whole.replace("train", "rain"),
            whole.replace("2,train", "0,train"),
            whole.replaceFirst("\n2,train,[0-9]+,[^,]*,", "\n2,train,20,NaN,"),
            whole.replaceFirst(",[^,]*\n$", "\n"))) {
      ForgedFiles.write(run.path(), "terms.csv", text);
      assertThatThrownBy(() -> FinishedRun.read(run.path()).terms())
          .as(text)
          .isInstanceOfSatisfying(
              ElboException.class,
              e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
          .hasMessageContaining("terms.csv is damaged");
    }
    Posteriors many = new Posteriors(2001, 2, new float[4002], new float[4002]);
    ForgedFiles.write(run.path(), "codes-epoch-00002.npz", PosteriorsFile.content(many));
    assertThatThrownBy(() -> FinishedRun.read(run.path()).epochCodes(2))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("codes-epoch-00002.npz has 2001 rows; no more than 2000 are kept");
  }
}
