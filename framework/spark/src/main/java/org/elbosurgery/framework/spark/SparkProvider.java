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
      return new SparkCluster(master, new JavaSparkContext(settings), program);
    } catch (RuntimeException e) {
      throw ElboException.user(
          "cannot work with Spark at %s: %s".formatted(master, SparkFailure.reason(e)), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
