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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Problems;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Training learns, and stops when told. */
final class TrainerTest {

  @TempDir Path folder;

  @Test
  @DisplayName("the ELBO rises, and the same seed gives the same bits")
  void learns() throws InterruptedException {
    List<EpochMetrics> metrics = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void finishedEpoch(TrainingProgress progress, Parameters parameters) {
            metrics.add(progress.metrics().get(progress.metrics().size() - 1));
          }
        };
    TrainingOptions options = options("epochs=30", "learning-rate=0.01");
    Parameters once = start(options).train(listener, SnapshotStore.NONE);
    assertThat(metrics).hasSize(30);
    assertThat(metrics.get(29).elbo()).isGreaterThan(metrics.get(0).elbo() + 0.05);
    assertSame(start(options).train(TrainingListener.NONE, SnapshotStore.NONE), once);
  }

  @Test
  @DisplayName("warm-up holds the average KL's weight down, so that it grows beyond the usual")
  void warmup() throws InterruptedException {
    double usual = lastAverageKl(options("epochs=30", "learning-rate=0.01"));
    double warmedUp = lastAverageKl(options("epochs=30", "learning-rate=0.01", "warmup=1000"));
    assertThat(warmedUp).isGreaterThan(2 * usual);
  }

  private double lastAverageKl(TrainingOptions options) throws InterruptedException {
    Trainer trainer = start(options);
    trainer.train(TrainingListener.NONE, SnapshotStore.NONE);
    return trainer.progress().metrics().get(options.epochs() - 1).averageKl();
  }

  @Test
  @DisplayName("with patience, training stops early and gives the best epoch's parameters")
  void stopsEarly() throws InterruptedException {
    TrainingOptions options = options("epochs=400", "learning-rate=0.05", "patience=3");
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    List<Parameters> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void finishedEpoch(TrainingProgress progress, Parameters parameters) {
            epochs.add(parameters.copy());
          }
        };
    Parameters result = start(options).train(listener, checkpoints);
    TrainingSnapshot end = checkpoints.newest().orElseThrow();
    int best = end.progress().bestEpoch(0).orElseThrow();
    assertThat(end.progress().stopped()).isTrue();
    assertThat(end.progress().epoch()).isEqualTo(best + 3).isLessThan(400);
    assertSame(result, epochs.get(best - 1));
    assertSame(result, end.best().orElseThrow());
    assertSame(end.trained(options), result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep=best", "keep=last"})
  @DisplayName("what a training has given is its own, and not changed with the live parameters")
  void givesCopies(String keep) throws InterruptedException {
    Trainer trainer = start(options("epochs=2", "patience=2", keep));
    Parameters result = trainer.train(TrainingListener.NONE, SnapshotStore.NONE);
    Parameters before = result.copy();
    trainer.parameters().arrays().values().forEach(live -> live.addi(1));
    assertSame(result, before);
  }

  @Test
  @DisplayName("the last epoch's parameters are kept where they are asked for")
  void keepsLast() throws InterruptedException {
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    TrainingOptions options =
        options("epochs=400", "learning-rate=0.05", "patience=3", "keep=last");
    Parameters result = start(options).train(TrainingListener.NONE, checkpoints);
    TrainingSnapshot end = checkpoints.newest().orElseThrow();
    assertSame(result, end.parameters());
    assertThat(end.best()).isPresent();
    assertSame(end.trained(options), end.parameters());
  }

  @Test
  @DisplayName("the weight of the average KL trades it for reconstruction")
  void beta() throws InterruptedException {
    double heavy = lastAverageKl(options("epochs=30", "learning-rate=0.01", "beta=4"));
    double usual = lastAverageKl(options("epochs=30", "learning-rate=0.01"));
    double light = lastAverageKl(options("epochs=30", "learning-rate=0.01", "beta=0.25"));
    assertThat(heavy).isLessThan(usual);
    assertThat(light).isGreaterThan(usual);
  }

  @Test
  @DisplayName("weight decay takes its share of encoder and decoder in each step, and no prior's")
  void weightDecay() throws InterruptedException {
    String[] once = {"epochs=1", "batch=43", "optimizer=sgd", "learning-rate=0.5"};
    Parameters plain = start(options(once)).train(TrainingListener.NONE, SnapshotStore.NONE);
    String[] decaying = Arrays.copyOf(once, 5);
    decaying[4] = "weight-decay=0.25";
    Parameters decayed = start(options(decaying)).train(TrainingListener.NONE, SnapshotStore.NONE);
    Parameters initial =
        start(options("epochs=1", "batch=43", "optimizer=sgd", "learning-rate=1e-9"))
            .train(TrainingListener.NONE, SnapshotStore.NONE);
    initial
        .arrays()
        .forEach(
            (name, value) -> {
              // One step: x - rate g without, x (1 - rate decay) - rate g with.
              float[] difference =
                  plain.arrays().get(name).sub(decayed.arrays().get(name)).data().asFloat();
              float share = name.startsWith("prior/") ? 0 : 0.125f;
              assertThat(difference)
                  .as(name)
                  .containsExactly(value.mul(share).data().asFloat(), within(1e-6f));
            });
  }

  @Test
  @DisplayName("options that contradict each other are refused")
  void contradictions() {
    Map<String, String> both = Map.of("clip-norm", "1", "normalize-gradients", "true");
    Map<String, String> watched = Map.of("beta", "2", "patience", "1");
    Problems problems = Problems.user();
    problems.check(() -> OptionSet.of(TrainingOptions.class).create(both));
    problems.check(() -> OptionSet.of(TrainingOptions.class).create(watched));
    assertThat(problems.all()).hasSize(2);
    assertThat(problems.all().get(0)).contains("both scale the gradient");
    assertThat(problems.all().get(1)).contains("take beta 1, or no patience");
  }

  @Test
  @DisplayName("patience waits for the end of the warm-up, and the best epoch is one after it")
  void patienceAfterWarmup() throws InterruptedException {
    // A rate so large that the first epoch is never improved on for long.
    TrainingOptions options = options("epochs=400", "learning-rate=0.5", "warmup=20", "patience=1");
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    Parameters result = start(options).train(TrainingListener.NONE, checkpoints);
    TrainingSnapshot end = checkpoints.newest().orElseThrow();
    List<Double> elbos =
        end.progress().metrics().stream().map(m -> m.validationElbo().orElseThrow()).toList();
    assertThat(elbos.subList(0, 20)) // without the rule it would have stopped here
        .isNotEqualTo(elbos.subList(0, 20).stream().sorted().toList());
    int best = end.progress().bestEpoch(20).orElseThrow();
    assertThat(best).isGreaterThan(20).isEqualTo(end.progress().epoch() - 1);
    assertThat(elbos.get(best - 1)).isEqualTo(Collections.max(elbos.subList(20, elbos.size())));
    assertSame(result, end.best().orElseThrow());
    assertThatThrownBy(() -> options("epochs=20", "warmup=20", "patience=1"))
        .hasMessageContaining("of 20 epochs 20 are warm-up");
  }

  @Test
  @DisplayName("the validation rows are the last sixth, and training never sees them")
  void heldOutRows() {
    TrainingRows rows = new TrainingRows(DATA, options(3, 1));
    assertThat(rows.fitted().size()).isEqualTo(36);
    Rows validation = rows.validation().orElseThrow();
    assertThat(validation.size()).isEqualTo(7);
    float[] held = new float[TinyModel.DATA_SIZE];
    float[] last = new float[TinyModel.DATA_SIZE];
    validation.copyTo(6, held, 0);
    DATA.train().copyTo(42, last, 0);
    assertThat(held).isEqualTo(last);
  }

  @Test
  @DisplayName("a damaged checkpoint is refused, and the one before it is offered")
  void damagedCheckpoint() throws InterruptedException, IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    start(options(2, 0)).train(TrainingListener.NONE, checkpoints);
    Path newest = folder.resolve("checkpoint/step-00000010.npz");
    byte[] content = Files.readAllBytes(newest);
    for (int damage = 0; damage < 20; damage++) {
      byte[] changed = content.clone();
      changed[(int) ((long) damage * content.length / 20)] ^= 1;
      Files.write(newest, changed);
      assertRefused(checkpoints);
    }
    Files.write(newest, Arrays.copyOf(content, content.length / 2));
    assertRefused(checkpoints);
    Files.delete(newest);
    assertThat(checkpoints.newest().orElseThrow().progress().iteration()).isEqualTo(5);
  }

  private static void assertRefused(CheckpointFolder checkpoints) {
    assertThatThrownBy(checkpoints::newest)
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("step-00000010.npz is damaged")
        .hasMessageContaining("delete it to continue from the one before it, step-00000005.npz");
  }

  @Test
  @DisplayName("a checkpoint is written without copies of the arrays, which would fill the memory")
  void copiesNothing() throws InterruptedException {
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    List<Long> made = new ArrayList<>();
    start(options("epochs=6", "patience=5"))
        .train(
            TrainingListener.NONE,
            snapshot -> {
              long before = arraysMade();
              checkpoints.save(snapshot);
              made.add(arraysMade() - before - 1); // to ask counts as well
            });
    assertThat(made).isNotEmpty().containsOnly(0L);
    long before = arraysMade();
    Nd4j.zeros(2).dup();
    assertThat(arraysMade() - before - 1).isPositive();
  }

  /** Returns how many arrays ND4J has made so far, of which each takes a number. */
  private static long arraysMade() {
    return Nd4j.getDeallocatorService().nextValue();
  }

  @Test
  @DisplayName("only the last two checkpoints are kept")
  void keepsTwo() throws InterruptedException {
    start(options(4, 0))
        .train(TrainingListener.NONE, new CheckpointFolder(CheckedFolder.create(folder)));
    assertThat(folder.resolve("checkpoint").toFile().list())
        .containsExactlyInAnyOrder("step-00000015.npz", "step-00000020.npz");
    assertThat(CheckedFolder.of(folder).problems()).isEmpty();
  }

  @Test
  @DisplayName("a checkpoint that the user has deleted is listed no longer than to the next one")
  void forgetsDeleted() throws InterruptedException, IOException {
    CheckedFolder files = CheckedFolder.create(folder);
    CheckpointFolder checkpoints = new CheckpointFolder(files);
    start(options(4, 0)).train(TrainingListener.NONE, checkpoints);
    Files.delete(folder.resolve("checkpoint/step-00000020.npz"));
    TrainingSnapshot left = checkpoints.newest().orElseThrow();
    checkpoints.save(left);
    assertThat(files.names()).containsExactly("checkpoint/step-00000015.npz");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
  @DisplayName("through a symbolic link no checkpoint is written, and none deleted")
  void writesThroughNoLink() throws InterruptedException, IOException {
    Path other = folder.resolve("other");
    start(options(4, 0))
        .train(TrainingListener.NONE, new CheckpointFolder(CheckedFolder.create(other)));
    CheckpointFolder checkpoints =
        new CheckpointFolder(CheckedFolder.create(folder.resolve("run")));
    Path link =
        Files.createSymbolicLink(folder.resolve("run/checkpoint"), other.resolve("checkpoint"));
    Trainer trainer = start(options(5, 0));
    assertThatThrownBy(() -> trainer.train(TrainingListener.NONE, checkpoints))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(link + " is a symbolic link");
    assertThat(other.resolve("checkpoint").toFile().list())
        .containsExactlyInAnyOrder("step-00000015.npz", "step-00000020.npz");
  }

  @Test
  @DisplayName(
      "a loss that is not finite names term, epoch and step, and keeps the last checkpoint")
  void nonFiniteLoss() {
    DataSet data =
        DataSet.redrawn(
            "poisoned",
            "-",
            DATA.train(),
            epoch -> epoch == 1 ? new PoisonedRows(DATA.train()) : DATA.train(),
            Optional.empty());
    TrainingOptions options = options(3, 0);
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    Trainer trainer =
        Trainer.start(
            MODEL, new TrainingRows(data, options), options, RandomStream.of(9), EXECUTION);
    assertThatThrownBy(() -> trainer.train(TrainingListener.NONE, checkpoints))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC))
        .hasMessageContaining("the reconstruction is NaN in epoch 2, step 1");
    assertThat(checkpoints.newest().orElseThrow().progress().epoch()).isEqualTo(1);
  }

  /** Rows whose first value is always NaN. */
  private record PoisonedRows(Rows rows) implements Rows {

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public int width() {
      return rows.width();
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      rows.copyTo(row, target, offset);
      target[offset] = Float.NaN;
    }
  }
}
