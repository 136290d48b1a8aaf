package org.elbosurgery.framework.spark;

import org.apache.spark.SparkEnv;

/** Where in a cluster this thread is. */
final class SparkPlace {

  private SparkPlace() {}

  /** Returns the host of this process, as Spark knows it. */
  static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /** Returns the name of this process, the same for all of its tasks: a refusal is told once. */
  static String executor() {
    return "executor %s on %s".formatted(SparkEnv.get().executorId(), host());
  }
}
