package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.elbosurgery.api.ProgressListener;

/**
 * Work on the numbers 0, ..., n - 1 in chunks of fixed size, spread over threads. The chunks do not
 * depend on the threads, so neither need the results.
 */
final class ParallelChunks {

  /** Works on {@code from}, ..., {@code to - 1}. */
  @FunctionalInterface
  interface Work {
    void run(int from, int to);
  }

  private final int size;
  private final int chunk;
  private final ProgressListener progress;
  private int next;
  private int done;

  private ParallelChunks(int size, int chunk, ProgressListener progress) {
    this.size = size;
    this.chunk = chunk;
    this.progress = progress;
  }

  /**
   * Runs the work and waits for its end.
   *
   * @throws CancellationException if the calling thread is interrupted; its interrupt flag is set
   */
  static void run(int size, int chunk, int threads, ProgressListener progress, Work work) {
    ParallelChunks chunks = new ParallelChunks(size, chunk, progress);
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "surgery");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> chunks.drain(work)));
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
      pool.shutdownNow();
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  private void drain(Work work) {
    for (int from = take(); from < size && !Thread.currentThread().isInterrupted(); from = take()) {
      int to = Math.min(size, from + chunk);
      work.run(from, to);
      finish(to - from);
    }
  }

  private synchronized int take() {
    int from = next;
    next = Math.min(size, next + chunk);
    return from;
  }

  private synchronized void finish(int count) {
    done += count;
    progress.progress(done, size);
  }
}
