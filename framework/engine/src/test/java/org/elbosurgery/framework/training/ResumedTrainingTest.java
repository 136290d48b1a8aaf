package org.elbosurgery.framework.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.elbosurgery.framework.training.TinyTraining.DATA;
import static org.elbosurgery.framework.training.TinyTraining.EXECUTION;
import static org.elbosurgery.framework.training.TinyTraining.MODEL;
import static org.elbosurgery.framework.training.TinyTraining.assertSame;
import static org.elbosurgery.framework.training.TinyTraining.options;
import static org.elbosurgery.framework.training.TinyTraining.start;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.RestlessPrior;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training goes on from a checkpoint as if it had never stopped. */
final class ResumedTrainingTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "stopped after step {0}")
  @ValueSource(ints = {1, 4, 5, 9, 14, 17})
  @DisplayName(
      "a run resumed at any step ends bit for bit like one that never stopped (identity 24)")
  void resumesBitForBit(int stopAfter) throws InterruptedException {
    assertResumes(MODEL, options(5, 4), stopAfter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer=adamax schedule=milestones:at=1/3,factor=0.5 normalize-gradients=true",
        "optimizer=rmsprop:momentum=0.5 schedule=cosine weight-decay=0.1",
        "optimizer=sgd:momentum=0.9,nesterov=true schedule=plateau:patience=1,gain=10",
        "free-bits=0.5 samples-per-row=3"
      })
  @DisplayName("so does one of every optimizer, schedule and objective")
  void resumesWith(String others) throws InterruptedException {
    assertResumes(MODEL, options(("epochs=5 warmup=2 patience=4 " + others).split(" ", -1)), 7);
  }

  @Test
  @DisplayName("so does one of a prior with noise and a state of its own, which a result has, too")
  void resumesWithStates() throws InterruptedException {
    ModelDefinition model =
        TinyModel.of(new RestlessPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT);
    TrainingSnapshot end = assertResumes(model, options(5, 4), 7);
    Parameters best = end.best().orElseThrow();
    double[] average = best.states().get("prior/average").dup().data().asDouble();
    assertThat(average).doesNotContain(0);
    INDArray mean = best.arrays().get("prior/mean");
    Distribution prior =
        new EvaluationGraph(model, best, TinyModel.rows(43), RandomStream.of(9)).prior();
    assertThat(((DiagonalGaussianMixture) prior).means()[1])
        .isCloseTo(average[1] + mean.getDouble(1), within(1e-6));
    // A moving average of 18 draws: a becomes (a + e) / 2.
    float expected = 0;
    for (int step = 0; step < end.progress().iteration(); step++) {
      RandomStream noise = RandomStream.of(9).named("train").named("noise").at(step);
      expected = (expected + noise.named("prior/draw").gaussians(2)[0]) * 0.5f;
    }
    assertThat(end.parameters().states().get("prior/average").getFloat(0)).isEqualTo(expected);
  }

  private TrainingSnapshot assertResumes(
      ModelDefinition model, TrainingOptions options, int stopAfter) throws InterruptedException {
    CheckpointFolder whole = new CheckpointFolder(CheckedFolder.create(folder.resolve("whole")));
    Parameters expected = start(model, options).train(TrainingListener.NONE, whole);

    CheckpointFolder parts = new CheckpointFolder(CheckedFolder.create(folder.resolve("parts")));
    TrainingListener interrupt =
        new TrainingListener() {
          @Override
          public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
            if (progress.iteration() == stopAfter) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Trainer stopped = start(model, options);
    assertThatThrownBy(() -> stopped.train(interrupt, parts))
        .isInstanceOf(InterruptedException.class);
    TrainingSnapshot snapshot = parts.newest().orElseThrow();
    assertThat(snapshot.progress().iteration()).isEqualTo(stopAfter);
    Parameters given = snapshot.parameters().copy();
    Optional<Parameters> givenBest = snapshot.best().map(Parameters::copy);
    Trainer resumed =
        Trainer.resume(
            model,
            new TrainingRows(DATA, options),
            options,
            RandomStream.of(9),
            EXECUTION,
            snapshot);
    assertSame(resumed.train(TrainingListener.NONE, parts), expected);
    assertSame(snapshot.parameters(), given); // the resumed training works on copies
    givenBest.ifPresent(best -> assertSame(snapshot.best().orElseThrow(), best));

    TrainingSnapshot end = parts.newest().orElseThrow();
    TrainingSnapshot wholeEnd = whole.newest().orElseThrow();
    assertSame(end.parameters(), wholeEnd.parameters());
    assertSame(end.best().orElseThrow(), wholeEnd.best().orElseThrow());
    assertThat(end.state().data().asFloat()).isEqualTo(wholeEnd.state().data().asFloat());
    assertThat(elbos(end)).isEqualTo(elbos(wholeEnd));
    return end;
  }

  private static List<List<Double>> elbos(TrainingSnapshot snapshot) {
    return snapshot.progress().metrics().stream()
        .map(m -> List.of(m.reconstruction(), m.averageKl(), m.validationElbo().orElseThrow()))
        .toList();
  }
}
