package org.elbosurgery.framework.simd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.elbosurgery.api.ElboException;

/**
 * The peak rate of single-precision multiply-adds on this machine, an upper limit for the rate of
 * matrix products.
 *
 * @param gigaflops billions of floating-point operations a second, two for each multiply-add
 * @param vectorBits the width of the Vector API's instructions; empty where plain Java was measured
 */
public record MultiplyAddPeak(double gigaflops, OptionalInt vectorBits) {

  /**
   * Rounds per timing: some microseconds, so that most timings are not disturbed by other
   * processes.
   */
  private static final int ROUNDS = 4096;

  /**
   * The number of timings: many more than HotSpot needs to compile the loop, so that the median is
   * of compiled code.
   */
  private static final int TIMES = 10_000;

  /** The longest to wait for HotSpot to compile the loop. */
  private static final long MOST_NANOSECONDS = 3_000_000_000L;

  /**
   * Measures the rate, in half a second on an idle machine.
   *
   * @param threads the number of threads computing at the same time
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public static MultiplyAddPeak measure(int threads) throws InterruptedException {
    MultiplyAdds loop = VectorApi.isPresent() ? new VectorMultiplyAdds() : new ScalarMultiplyAdds();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double sum = 0;
      Callable<Double> task = () -> rate(loop);
      for (Future<Double> rate : pool.invokeAll(Collections.nCopies(threads, task))) {
        sum += rate.get();
      }
      return new MultiplyAddPeak(
          sum,
          loop instanceof ScalarMultiplyAdds ? OptionalInt.empty() : OptionalInt.of(loop.bits()));
    } catch (ExecutionException e) {
      throw ElboException.internal("the multiply-adds failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Returns one thread's rate, as a median, which neither compilation nor other work affects. */
  private static double rate(MultiplyAdds loop) {
    List<Double> rates = new ArrayList<>();
    long end = System.nanoTime() + MOST_NANOSECONDS;
    for (long start = System.nanoTime();
        start < end && rates.size() < TIMES;
        start = System.nanoTime()) {
      requireFinite(loop.run(ROUNDS));
      rates.add((double) loop.operations() * ROUNDS / (System.nanoTime() - start));
    }
    return new Median().evaluate(rates.stream().mapToDouble(rate -> rate).toArray());
  }

  /** Checks the result, which also keeps HotSpot from removing the loop. */
  private static void requireFinite(float result) {
    if (!Float.isFinite(result)) {
      throw ElboException.internal("the multiply-adds gave " + result, null);
    }
  }
}
