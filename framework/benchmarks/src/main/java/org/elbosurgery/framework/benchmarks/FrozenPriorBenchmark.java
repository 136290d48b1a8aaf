package org.elbosurgery.framework.benchmarks;

import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
 * JMH: the mean time of the log-density of a frozen prior that runs its own graph, in a separate
 * JVM for each case. From the top of the project:
 *
 * <pre>
 * OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package \
 *   -Dbenchmark.args=FrozenPriorBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FrozenPriorBenchmark {

  /** p(z). */
  @Param("resampled:samples=1000")
  public String prior;

  /** d. */
  @Param("10")
  public int latent;

  /** What executes the density. */
  @Param({"PLAN", "SAMEDIFF"})
  public Engine engine;

  /** Codes in a call. */
  @Param({"1", "100", "10000"})
  public int codes;

  private Distribution density;
  private INDArray z;

  /** Freezes the prior. */
  @Setup
  public void setUp() {
    Catalogs catalogs = Catalogs.load(PluginSource.of(FrozenPriorBenchmark.class.getClassLoader()));
    StepCase step = new StepCase(PluginSpec.parse(prior), latent, 1);
    DataSet data = TrainingSteps.data(step, catalogs);
    ModelDefinition model = TrainingSteps.model(step, catalogs, data);
    RandomStream random = RandomStream.of(1);
    density =
        new EvaluationGraph(
                model,
                new PluginGraph(model, ParameterSource.INITIAL, data.train(), random).parameters(),
                data.train(),
                random,
                new Execution(engine, new RunOptions().threads()))
            .prior();
    z =
        Nd4j.create(random.gaussians(codes * latent), new long[] {codes, latent}, 'c')
            .castTo(DataType.DOUBLE);
  }

  /** Evaluates once. */
  @Benchmark
  public INDArray logProb() {
    return density.logProb(z);
  }
}
