package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.training.TrainingProgress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Experiments of one program")
final class EmbeddedExperimentsTest {

  private static final List<String> FILES =
      List.of("result.json", "codes.npz", "codes-test.npz", "points.npz", "prior.npz");

  @TempDir private Path folder;

  /** Lets threads begin at once, one for each piece of work, and waits for all. */
  private static <T> List<Future<T>> atOnce(List<Callable<T>> work) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(work.size());
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      return threads.invokeAll(
          work.stream()
              .<Callable<T>>map(
                  each ->
                      () -> {
                        start.await();
                        return each.call();
                      })
              .toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("at the same time give the bits that each gives alone")
  void concurrently() throws Exception {
    List<Experiment> experiments =
        List.of(
            SmallExperiments.with("prior", "shifted"),
            SmallExperiments.with("prior", "standard", "seed", "8"),
            SmallExperiments.with("prior", "shifted", "latent", "3"),
            SmallExperiments.with("prior", "shifted", "seed", "9", "binarize", "dynamic"));
    List<Callable<Result>> together = new ArrayList<>();
    for (int i = 0; i < experiments.size(); i++) {
      Experiment experiment = experiments.get(i);
      SmallExperiments.run(experiment, folder.resolve("alone" + i));
      Path path = folder.resolve("together" + i);
      together.add(() -> SmallExperiments.run(experiment, path));
    }

    for (Future<Result> done : atOnce(together)) {
      assertThat(done.get().train().size()).isEqualTo(300);
    }

    for (int i = 0; i < experiments.size(); i++) {
      for (String file : FILES) {
        assertThat(folder.resolve("together" + i).resolve(file))
            .hasSameBinaryContentAs(folder.resolve("alone" + i).resolve(file));
      }
    }
  }

  @Test
  @DisplayName("that want one folder: one has it, the others are told that it is used")
  void oneFolder() throws Exception {
    Experiment experiment = SmallExperiments.with();
    Path contested = folder.resolve("run");
    List<Callable<RunFolder>> work =
        IntStream.range(0, 12)
            .<Callable<RunFolder>>mapToObj(i -> () -> RunFolder.create(contested, experiment))
            .toList();

    int created = 0;
    for (Future<RunFolder> done : atOnce(work)) {
      try {
        assertThat(done.get().path()).isEqualTo(contested);
        created++;
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOf(ElboException.class)
            .hasMessageContaining(contested.toString());
      }
    }

    assertThat(created).isEqualTo(1);
    assertThat(RunFolder.open(contested).spec()).isEqualTo(experiment.spec());
  }

  /** Measures the native memory in use after some epochs. */
  private static final class NativeMemory implements ExperimentListener {

    private final List<Long> bytes = new ArrayList<>();

    @Override
    public void finishedEpoch(TrainingProgress progress, Parameters parameters) {
      if (progress.metrics().size() % 100 == 0) {
        bytes.add(afterCollection());
      }
    }

    /** Arrays that nobody refers to are freed by a thread that follows the collector. */
    private static long afterCollection() {
      long min = Long.MAX_VALUE;
      try {
        for (int i = 0; i < 5; i++) {
          System.gc();
          Thread.sleep(20);
          min = Math.min(min, Pointer.totalBytes());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return min;
    }
  }

  /** A batch, its codes and its gradients are 20 kB: 500 steps that each kept one would show. */
  @Test
  @DisplayName("keep no more memory from step to step")
  void flatMemory() throws Exception {
    Experiment experiment =
        SmallExperiments.with("epochs", "200", "checkpoint-every", "1000", "samples", "2");
    NativeMemory memory = new NativeMemory();

    SmallExperiments.INJECTOR
        .getInstance(ExperimentRunner.class)
        .run(experiment, RunFolder.create(folder.resolve("run"), experiment), memory);

    assertThat(memory.bytes).hasSize(2);
    assertThat(memory.bytes.get(1) - memory.bytes.get(0)).isLessThan(500_000);
  }
}
