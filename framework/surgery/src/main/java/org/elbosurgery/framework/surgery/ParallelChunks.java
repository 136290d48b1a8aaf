package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.ProgressListener;

/**
 * Processes the numbers 0, ..., n - 1 in chunks of fixed size on several threads. The chunks do not
 * depend on the number of threads, so that the results need not depend on it either.
 */
public final class ParallelChunks {

  /** Processes the numbers {@code from}, ..., {@code to - 1}. */
  @FunctionalInterface
  public interface Work {

    /** Processes a chunk. Several threads may call this at the same time. */
    void run(int from, int to);
  }

  private final int size;
  private final int chunk;
  private final ProgressListener progress;
  private int next;
  private int done;
  private boolean stopped;

  private ParallelChunks(int size, int chunk, ProgressListener progress) {
    this.size = size;
    this.chunk = chunk;
    this.progress = progress;
  }

  /**
   * Runs the work and waits until it ends. However it ends, no thread continues to work and the
   * listener is not called any more. An exception of one chunk stops the others soon and is thrown
   * to the caller.
   *
   * @param size n
   * @param chunk numbers in a chunk; the last may have fewer
   * @param threads the number of threads
   * @param progress receives how many numbers are done
   * @param work what to do with each chunk
   * @throws CancellationException if the calling thread is interrupted; its interrupt flag is set
   */
  public static void run(int size, int chunk, int threads, ProgressListener progress, Work work) {
    ParallelChunks chunks = new ParallelChunks(size, chunk, progress);
    if (threads == 1 || size <= chunk) {
      chunks.runHere(work);
    } else {
      chunks.runOn(threads, work);
    }
  }

  /** Runs one chunk after the other in the calling thread: nothing to start, and nothing to end. */
  private void runHere(Work work) {
    for (int from = take(); from < size; from = take()) {
      requireNotInterrupted();
      int to = Math.min(size, from + chunk);
      work.run(from, to);
      requireNotInterrupted();
      finish(to - from);
    }
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  /** Runs the chunks in threads that are started here and have ended when this returns. */
  private void runOn(int threads, Work work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, ParallelChunks::daemon);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> drain(work)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      stop();
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "surgery");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for the running chunks even if interrupted; the interrupt flag is set again afterwards.
   */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  private void drain(Work work) {
    try {
      for (int from = take(); from < size; from = take()) {
        int to = Math.min(size, from + chunk);
        work.run(from, to);
        finish(to - from);
      }
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  private synchronized void stop() {
    stopped = true;
  }

  private synchronized int take() {
    int from = stopped ? size : next;
    next = Math.min(size, from + chunk);
    return from;
  }

  private synchronized void finish(int count) {
    done += count;
    if (!stopped) {
      progress.progress(done, size);
    }
  }
}
