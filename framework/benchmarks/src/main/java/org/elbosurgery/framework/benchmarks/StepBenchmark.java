package org.elbosurgery.framework.benchmarks;

import java.util.concurrent.TimeUnit;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JMH: the mean time of a training step, in a separate JVM for each case. From the top of the
 * project:
 *
 * <pre>
 * OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package \
 *   -Dbenchmark.args=StepBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class StepBenchmark {

  /** p(z). */
  @Param({"gaussian", "mixture", "vamp"})
  public String prior;

  /** d. */
  @Param("10")
  public int latent;

  /** What executes the model. */
  @Param({"PLAN", "SAMEDIFF"})
  public Engine engine;

  /** Rows of a step. */
  @Param({"128", "512"})
  public int batch;

  private TrainingSteps steps;

  /** Starts the training. */
  @Setup
  public void setUp() {
    steps =
        TrainingSteps.of(
            new StepCase(PluginSpec.parse(prior), latent, batch),
            Catalogs.load(PluginSource.of(StepBenchmark.class.getClassLoader())),
            TrainingSteps.data(),
            new Execution(engine, new RunOptions().threads()));
  }

  /** Takes steps. */
  @Benchmark
  @OperationsPerInvocation(TrainingSteps.STEPS_PER_TURN)
  public double[] step() {
    return steps.turn();
  }
}
