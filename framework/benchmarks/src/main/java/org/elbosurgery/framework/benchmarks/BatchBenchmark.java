package org.elbosurgery.framework.benchmarks;

import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;
import org.elbosurgery.framework.training.TrainingBatches;
import org.elbosurgery.framework.training.TrainingOptions;
import org.elbosurgery.framework.training.TrainingRows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JMH: making the batch of a step alone, rows and noise: what would be gained at most if it were
 * made during the step before. From the top of the project:
 *
 * <pre>
 * OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package \
 *   -Dbenchmark.args=BatchBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BatchBenchmark {

  /** Rows of a step. */
  @Param({"128", "512"})
  public int rows;

  private TrainingBatches.Epoch epoch;
  private int steps;
  private int step;

  /** Draws an epoch of binarized MNIST. */
  @Setup
  public void setUp() {
    DataSet data = TrainingSteps.data();
    TrainingOptions options = new TrainingOptions().endless(rows);
    Catalogs catalogs = Catalogs.load(PluginSource.of(BatchBenchmark.class.getClassLoader()));
    StepCase gaussian = new StepCase(PluginSpec.parse("gaussian"), 10, rows);
    TrainingBatches batches =
        new TrainingBatches(
            new TrainingRows(data, options),
            options,
            TrainingSteps.model(gaussian, catalogs, data),
            RandomStream.of(1),
            new Execution(Engine.PLAN, new RunOptions().threads()).workers());
    epoch = batches.epoch(0);
    steps = batches.perEpoch() - 1; // the last is smaller
  }

  /** Makes a batch and frees it. */
  @Benchmark
  public int batch() {
    try (var batch = epoch.at(step++ % steps)) {
      return batch.size();
    }
  }
}
