package org.elbosurgery.framework.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.cluster.ClusterProvider;

/** Connects to the clusters of Apache Spark, and to {@code local[N]}, which is this process. */
public final class SparkProvider implements ClusterProvider {

  /** Where Spark's log is configured; a user who gives it reads the log. */
  private static final String LOG = "log4j2.configurationFile";

  /** How an application is called that no master has given a name. */
  private static final String UNREGISTERED = "spark-application-";

  /** Made by {@code ServiceLoader}. */
  public SparkProvider() {}

  @Override
  public Cluster connect(String master, int threads) {
    if (!SparkSettings.areSubmitted() && System.getProperty(LOG) == null) {
      System.setProperty(LOG, SparkProvider.class.getResource("silent.properties").toString());
    }
    MasterProbe.requireAnswer(master);
    ProgramFiles program = ProgramFiles.ofThisProcess();
    SparkConf settings = SparkSettings.of(master, threads, program);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(
        SparkProvider.class.getClassLoader()); // Spark's threads inherit it
    try {
      JavaSparkContext spark = new JavaSparkContext(settings);
      requireRegistered(master, spark);
      return new SparkCluster(master, spark, program);
    } catch (ElboException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions without saying so
      throw ElboException.user(
          "cannot work with Spark at %s: %s".formatted(master, SparkFailure.reason(e)), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Spark has asked a master that does not know its language for a minute, and gives no error. */
  private static void requireRegistered(String master, JavaSparkContext spark) {
    if (MasterProbe.isStandalone(master) && spark.sc().applicationId().startsWith(UNREGISTERED)) {
      spark.close();
      throw ElboException.user(
          "what listens at %s does not answer as a master of Spark %s; give the URL that the log or page of the master says, and SPARK_HOME of the same version"
              .formatted(master, spark.version()));
    }
  }
}
