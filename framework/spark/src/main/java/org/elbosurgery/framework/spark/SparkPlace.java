package org.elbosurgery.framework.spark;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** Where in a cluster this thread is. */
final class SparkPlace {

  private SparkPlace() {}

  /** Returns the host of this process, as Spark knows it. */
  static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /** Returns the name of the executor whose task this thread runs. */
  static String executor() {
    return "executor %s on %s (task %d)"
        .formatted(SparkEnv.get().executorId(), host(), TaskContext.getPartitionId() + 1);
  }
}
