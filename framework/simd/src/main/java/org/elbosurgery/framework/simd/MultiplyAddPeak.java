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
 * How many multiply-adds in single precision the machine can do: the measure of what a matrix
 * product could reach.
 *
 * @param gigaflops billions of floating-point operations a second, two for each multiply-add
 * @param vectorBits the width of the Vector API's instructions; empty where plain Java was measured
 */
public record MultiplyAddPeak(double gigaflops, OptionalInt vectorBits) {

  /** Rounds timed at a time: some microseconds, so that most are not interrupted by others. */
  private static final int ROUNDS = 4096;

  /**
   * Times taken: so many more than HotSpot needs to compile the loop that the median is compiled.
   */
  private static final int TIMES = 10_000;

  /** Where HotSpot does not come to compile the loop, it is not waited for any longer. */
  private static final long MOST_NANOSECONDS = 3_000_000_000L;

  /**
   * Measures it, in half a second where the machine does nothing else.
   *
   * @param threads that compute at a time
   * @throws InterruptedException if this thread is interrupted meanwhile
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

  /** Returns one thread's rate: the median, which neither compilation nor other work moves. */
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

  /** Looking at the result keeps HotSpot from leaving the loop out. */
  private static void requireFinite(float result) {
    if (!Float.isFinite(result)) {
      throw ElboException.internal("the multiply-adds gave " + result, null);
    }
  }
}
