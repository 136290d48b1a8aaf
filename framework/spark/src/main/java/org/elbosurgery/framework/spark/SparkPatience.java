package org.elbosurgery.framework.spark;

import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.elbosurgery.api.ElboException;

/** Waits for the first executor, but not for ever: a master may have no machine that fits. */
final class SparkPatience {

  /** Spark's own setting for how long to wait for executors. */
  private static final String WAITING = "spark.scheduler.maxRegisteredResourcesWaitingTime";

  private static final long LOOK_MILLIS = 500;

  /** How many looks find no further executor when all have come. */
  private static final int SETTLED = 4;

  private final String master;
  private final JavaSparkContext spark;
  private final long seconds;
  private final long begun = System.nanoTime();
  private int executors;

  SparkPatience(String master, JavaSparkContext spark) {
    this.master = master;
    this.spark = spark;
    this.seconds = spark.getConf().getTimeAsSeconds(WAITING, "120s");
  }

  /** Returns the number of executors, of which the first that Spark counts is this process. */
  private int found() {
    int all = spark.statusTracker().getExecutorInfos().length;
    return SparkSettings.isThisProcess(master) ? all : all - 1;
  }

  /**
   * Waits until there are executors, and then for others that come at once.
   *
   * @throws ElboException as {@link #look}, or USER if the cluster has ended the application
   */
  void awaitExecutors() throws InterruptedException {
    int settled = SparkSettings.isThisProcess(master) ? SETTLED : 0;
    while (settled < SETTLED) {
      int before = executors;
      Thread.sleep(LOOK_MILLIS);
      requireApplication();
      look();
      settled = executors > 0 && executors == before ? settled + 1 : 0;
    }
  }

  private void requireApplication() {
    if (spark.sc().isStopped()) {
      throw ElboException.user(
          "Spark at %s has ended the application; the log of the master says why"
              .formatted(master));
    }
  }

  /**
   * Looks for an executor.
   *
   * @throws ElboException USER if there has been none for too long
   */
  void look() {
    executors = Math.max(executors, found());
    if (executors == 0 && System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(seconds)) {
      throw ElboException.user(
          ("Spark at %s has given no executor for %d seconds: no machine has the cores and the memory"
                  + " that are asked for, or others have them; set spark.executor.memory and"
                  + " spark.task.cpus, or %s to wait longer")
              .formatted(master, seconds, WAITING));
    }
  }
}
