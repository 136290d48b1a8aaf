package org.elbosurgery.framework.plan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that work together on parts of one task, the caller being the first of them. They wait
 * for the next task actively for a moment and then asleep: the steps of a plan follow each other
 * within microseconds, but between plans no processor time is wasted.
 */
public final class Workers {

  private static final Map<Integer, Workers> SHARED = new ConcurrentHashMap<>();

  /** How long a thread without work keeps its core before it yields, in nanoseconds. */
  private static final long ALERT = 20_000;

  /**
   * How long it stays awake, in nanoseconds: longer than the time between two plans in training. A
   * thread that is woken may be scheduled on the core of the thread that woke it and stay there for
   * tens of milliseconds.
   */
  private static final long AWAKE = 3_000_000;

  private final Helper[] helpers;
  private final AtomicInteger working = new AtomicInteger();
  private volatile int round;
  private volatile IntConsumer task;
  private volatile Throwable failure;

  private Workers(int threads) {
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
      helpers[i].start();
    }
  }

  /**
   * Returns this process's workers with a number of threads, including the caller.
   *
   * @param threads at least 1
   */
  public static Workers of(int threads) {
    return SHARED.computeIfAbsent(threads, Workers::new);
  }

  /** Returns the number of threads, including the caller. */
  int size() {
    return helpers.length + 1;
  }

  /**
   * Runs a task once for every worker and waits for all.
   *
   * @param part receives the number of the worker, from 0
   */
  synchronized void together(IntConsumer part) {
    task = part;
    working.set(helpers.length);
    round++;
    for (Helper helper : helpers) {
      helper.wake();
    }
    Throwable own = null;
    try {
      part.accept(0);
    } catch (RuntimeException | Error e) {
      own = e;
    }
    awaitHelpers();
    Throwable thrown = own != null ? own : failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void awaitHelpers() {
    long start = System.nanoTime();
    while (working.get() > 0) {
      pause(start);
    }
  }

  /** Spins for a moment, then yields to other threads. */
  @SuppressWarnings("ThreadPriorityCheck") // the yield affects only speed
  private static void pause(long start) {
    if (System.nanoTime() - start < ALERT) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  private final class Helper extends Thread {

    private final int number;
    private volatile boolean asleep;

    Helper(int number) {
      super("plan-" + number);
      this.number = number;
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      int done = 0;
      while (true) {
        done = awaitAfter(done);
        try {
          task.accept(number);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        working.decrementAndGet();
      }
    }

    private int awaitAfter(int done) {
      long start = System.nanoTime();
      while (round == done) {
        pause(start);
        if (System.nanoTime() - start > AWAKE) {
          asleep = true;
          while (round == done) {
            LockSupport.park(this);
          }
          asleep = false;
        }
      }
      return round;
    }
  }
}
