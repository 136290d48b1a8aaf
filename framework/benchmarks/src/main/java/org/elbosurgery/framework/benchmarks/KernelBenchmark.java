package org.elbosurgery.framework.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.surgery.AggregatePosterior;
import org.elbosurgery.framework.timing.SampledPosteriors;
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
 * JMH: 256 samples against 20,000 components on one thread, warm. Divide 5.12e6 pairs by the time
 * for pairs per second. From the top of the project:
 *
 * <pre>
 * mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package -Dbenchmark.args=KernelBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {

  private static final int SAMPLES = 256;

  /** How the inner sum is computed. */
  @Param({"VECTOR", "SCALAR", "DOUBLE"})
  public Kernel kernel;

  /** d. */
  @Param({"2", "10", "20"})
  public int dimensions;

  private AggregatePosterior posterior;
  private double[] samples;

  /** Makes the codes. */
  @Setup
  public void setUp() {
    SampledPosteriors sampled = SampledPosteriors.synthetic(20_000, dimensions, 1);
    posterior = new AggregatePosterior(sampled.posteriors(), kernel);
    samples = Arrays.copyOf(sampled.samples(), SAMPLES * dimensions);
  }

  /** Evaluates log q(z) and the responsibility entropy. */
  @Benchmark
  public MixingValues evaluate() {
    return posterior.evaluate(samples, 1, ProgressListener.NONE);
  }
}
