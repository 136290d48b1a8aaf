package org.elbosurgery.framework.plan;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that work together on parts of one task, the caller being the first of them. They wait
 * for the next task actively for a moment and then asleep: the steps of a plan follow each other
 * within microseconds, but between plans no processor time is wasted. Threads that have slept for a
 * minute end; the next task starts them again. So nobody has to close anything, and a program that
 * has finished training keeps no thread of it.
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

  /** How long a thread sleeps before it ends, in nanoseconds. */
  private static final long IDLE = 60_000_000_000L;

  private final Helper[] helpers;
  private final long idle;
  private final AtomicInteger working = new AtomicInteger();
  private volatile int round;
  private volatile IntConsumer task;
  private volatile Throwable failure;

  /**
   * Starts threads that end after some time without a task.
   *
   * @param idle nanoseconds
   */
  Workers(int threads, long idle) {
    this.idle = idle;
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = start(i, round);
    }
  }

  private Helper start(int index, int done) {
    Helper helper = new Helper(index + 1, done);
    helper.start();
    return helper;
  }

  /**
   * Returns this process's workers with a number of threads, including the caller.
   *
   * @param threads at least 1
   */
  public static Workers of(int threads) {
    return SHARED.computeIfAbsent(threads, count -> new Workers(count, IDLE));
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
    for (int i = 0; i < helpers.length; i++) {
      if (!helpers[i].wake()) {
        helpers[i] = start(i, helpers[i].done);
      }
    }
    Throwable own = null;
    try {
      part.accept(0);
    } catch (RuntimeException | Error e) {
      own = e;
    }
    awaitHelpers();
    task = null; // these threads stay, and would keep the memory of a model that nobody uses
    Throwable thrown = own != null ? own : failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Does something with the numbers from {@code from} to {@code to - 1}. */
  @FunctionalInterface
  public interface Range {
    void accept(int from, int to);
  }

  /**
   * Shares out the numbers 0, ..., count - 1 in ranges of about the same length, and waits for all.
   *
   * @param range receives a range each time, which may be empty
   */
  public void share(int count, Range range) {
    together(
        worker ->
            range.accept(
                (int) ((long) count * worker / size()),
                (int) ((long) count * (worker + 1) / size())));
  }

  /** Returns the threads besides the caller's; some may have ended. */
  synchronized List<Thread> helpers() {
    return List.of(helpers);
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

  /** What a thread does. */
  private enum Readiness {
    /** It works or looks for work. */
    AWAKE,
    /** It has to be woken for the next task. */
    ASLEEP,
    /** It has no task and takes none any more. */
    ENDED
  }

  private final class Helper extends Thread {

    private final int number;
    private final AtomicReference<Readiness> state = new AtomicReference<>(Readiness.AWAKE);
    private int done;

    /**
     * Makes the thread of a part.
     *
     * @param done the last round that it has no part in
     */
    Helper(int number, int done) {
      super("plan-" + number);
      this.number = number;
      this.done = done;
      setDaemon(true);
    }

    /**
     * Wakes the thread if it sleeps. That it sleeps is taken back here, so that it cannot end at
     * the same moment. It may have done its part of the round already, been through with waiting,
     * and sleep or have ended again.
     *
     * @return false if it has ended; its {@code done} says whether it did its part before
     */
    boolean wake() {
      if (state.get() == Readiness.ASLEEP
          && state.compareAndSet(Readiness.ASLEEP, Readiness.AWAKE)) {
        LockSupport.unpark(this);
      }
      return state.get() != Readiness.ENDED;
    }

    @Override
    public void run() {
      while (awaitRound()) {
        done = round;
        try {
          task.accept(number);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        working.decrementAndGet();
      }
    }

    /** Returns whether there is another round; not if none came for so long that this ends. */
    private boolean awaitRound() {
      long start = System.nanoTime();
      while (round == done) {
        pause(start);
        if (System.nanoTime() - start > AWAKE && !sleep()) {
          return false;
        }
      }
      return true;
    }

    /** Sleeps until it is woken; returns false where that was not for so long that it has ended. */
    private boolean sleep() {
      state.set(Readiness.ASLEEP);
      long start = System.nanoTime();
      while (round == done && state.get() == Readiness.ASLEEP) {
        LockSupport.parkNanos(this, idle);
        if (round == done
            && System.nanoTime() - start >= idle
            && state.compareAndSet(Readiness.ASLEEP, Readiness.ENDED)) {
          return false;
        }
      }
      state.set(Readiness.AWAKE);
      return true;
    }
  }
}
