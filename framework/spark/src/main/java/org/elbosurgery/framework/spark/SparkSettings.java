package org.elbosurgery.framework.spark;

import org.apache.spark.SparkConf;
import org.elbosurgery.framework.machine.NativeSettings;

/**
 * The settings of Spark. What a user gives, by {@code spark.*} properties or spark-submit, wins but
 * for what results depend on.
 */
final class SparkSettings {

  private static final String JARS = "spark.jars";

  private SparkSettings() {}

  /** Returns whether spark-submit has started this process. */
  static boolean areSubmitted() {
    return System.getProperty("SPARK_SUBMIT") != null;
  }

  /**
   * Returns the settings.
   *
   * @param threads that a task computes on
   * @param program what executors need
   */
  static SparkConf of(String master, int threads, ProgramFiles program) {
    SparkConf settings = new SparkConf().setMaster(master);
    settings.setIfMissing("spark.app.name", "elbo");
    settings.setIfMissing("spark.ui.enabled", "false");
    settings.setIfMissing("spark.ui.showConsoleProgress", "false");
    settings.set("spark.speculation", "false"); // a cell is locked, and a share is not made twice
    if (isThisProcess(master)) {
      settings.setIfMissing("spark.driver.host", "localhost"); // nobody else asks for it
      settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      return settings;
    }
    settings.setIfMissing(
        "spark.executorEnv." + NativeSettings.WAIT_POLICY, NativeSettings.PASSIVE);
    settings.setIfMissing("spark.task.cpus", Integer.toString(threads));
    settings.set(JARS, String.join(",", program.jars()));
    return settings;
  }

  /** Returns whether tasks run in this process, one on each of the cores that the master names. */
  static boolean isThisProcess(String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}
