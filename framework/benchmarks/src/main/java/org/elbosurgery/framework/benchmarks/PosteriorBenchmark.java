package org.elbosurgery.framework.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.surgery.AggregatePosterior;
import org.elbosurgery.framework.surgery.Kernel;
import org.elbosurgery.framework.surgery.MixingValues;

/**
 * The full job: log q(z) and the responsibility entropy of one sample of each of N posteriors, all
 * N components for each, with the Vector API and in plain Java; and the worst error of log q(z)
 * against double precision. From the top of the project:
 *
 * <pre>
 * mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package -Dbenchmark.args="n=60000 d=20"
 * </pre>
 *
 * Arguments, with their defaults: {@code n=60000 d=20 threads=2 seed=1 checked=2000 runs=3}. Each
 * kernel runs the job {@code runs} times; the first includes the JIT compiler's work, the best of
 * all is what the machine can do. Processor time is that of all threads together: on a machine that
 * has other work, divided by the threads, it is the fairer figure. The error is taken over {@code
 * checked} samples drawn at random (without replacement), each against all N components.
 */
public final class PosteriorBenchmark {

  private final PrintStream out;
  private final int threads;
  private final int runs;
  private final TrainedCodes trained;
  private final int[] checked;

  private PosteriorBenchmark(
      PrintStream out, int threads, int runs, TrainedCodes trained, int[] checked) {
    this.out = out;
    this.threads = threads;
    this.runs = runs;
    this.trained = trained;
    this.checked = checked;
  }

  /** Runs the benchmark. */
  public static void main(String[] args) {
    int size = option(args, "n", 60_000);
    int dimensions = option(args, "d", 20);
    int seed = option(args, "seed", 1);
    int checked = Math.min(size, option(args, "checked", 2000));
    int[] order = RandomStream.of(seed).named("checked").permutation(size);
    new PosteriorBenchmark(
            System.out,
            option(args, "threads", 2),
            option(args, "runs", 3),
            new TrainedCodes(size, dimensions, seed),
            Arrays.copyOf(order, checked))
        .run();
  }

  private static int option(String[] args, String name, int otherwise) {
    String prefix = name + "=";
    for (String arg : args) {
      if (arg.startsWith(prefix)) {
        return Integer.parseInt(arg.substring(prefix.length()));
      }
    }
    return otherwise;
  }

  private void run() {
    int size = trained.codes().size();
    print(
        "N = S = %d, d = %d, %d threads; errors on %d random samples against all %d components",
        size, trained.codes().dimensions(), threads, checked.length, size);
    double[] reference = reference();
    for (Kernel kernel : new Kernel[] {Kernel.VECTOR, Kernel.SCALAR}) {
      try {
        measure(kernel, reference);
      } catch (ElboException e) {
        print("%s: %s", kernel.label(), e.getMessage());
      }
    }
  }

  /** Returns log q(z) of the checked samples in double precision. */
  private double[] reference() {
    int d = trained.codes().dimensions();
    double[] z = new double[checked.length * d];
    for (int i = 0; i < checked.length; i++) {
      System.arraycopy(trained.samples(), checked[i] * d, z, i * d, d);
    }
    return new AggregatePosterior(trained.codes(), Kernel.DOUBLE)
        .evaluate(z, threads, ProgressListener.NONE)
        .logProbs();
  }

  private void measure(Kernel kernel, double[] reference) {
    AggregatePosterior posterior = new AggregatePosterior(trained.codes(), kernel);
    double first = 0;
    double leastProcessor = Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    double worst = 0;
    for (int run = 0; run < runs; run++) {
      double processorStart = processorSeconds();
      long start = System.nanoTime();
      MixingValues values = posterior.evaluate(trained.samples(), threads, ProgressListener.NONE);
      double seconds = (System.nanoTime() - start) * 1e-9;
      first = run == 0 ? seconds : first;
      best = Math.min(best, seconds);
      leastProcessor = Math.min(leastProcessor, processorSeconds() - processorStart);
      for (int i = 0; i < checked.length; i++) {
        worst = Math.max(worst, Math.abs(values.logProb(checked[i]) - reference[i]));
      }
    }
    double pairs = (double) trained.codes().size() * trained.codes().size();
    print(
        "%s: %.2f s (first run %.2f s, processors %.2f s), %.2e pairs/s, worst error of log q(z) %.1e nats",
        kernel.label(), best, first, leastProcessor, pairs / best, worst);
  }

  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
