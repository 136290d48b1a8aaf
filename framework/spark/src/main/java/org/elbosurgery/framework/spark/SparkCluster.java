package org.elbosurgery.framework.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.cluster.Piece;

/** A cluster of Spark, with an application of its own. A piece of work is a task. */
final class SparkCluster implements Cluster {

  private static final long LOOK_MILLIS = 1_000;

  /** How long tasks may take to end that are interrupted: a cell writes a checkpoint. */
  private static final int PATIENCE_LOOKS = 60;

  /** How long this process may take to be interrupted which Spark has told that it ends. */
  private static final long GRACE_MILLIS = 2_000;

  /** Before the hook in which Spark takes the application away. */
  private static final int BEFORE_SPARK = 100;

  private final String master;
  private final JavaSparkContext spark;
  private final ProgramFiles program;
  private final Semaphore idle = new Semaphore(1);

  SparkCluster(String master, JavaSparkContext spark, ProgramFiles program) {
    this.master = master;
    this.spark = spark;
    this.program = program;
    spark.sc().setInterruptOnCancel(true);
    ShutdownHookManager.get()
        .addShutdownHook(this::awaitWork, BEFORE_SPARK, PATIENCE_LOOKS, TimeUnit.SECONDS);
  }

  /** Waits for the work, which this process interrupts when it has to end. */
  private void awaitWork() {
    idle.acquireUninterruptibly();
  }

  @Override
  public int slots() throws InterruptedException {
    new SparkPatience(master, spark).awaitExecutors();
    int cpus = spark.getConf().getInt("spark.task.cpus", 1);
    return Math.max(1, spark.defaultParallelism() / cpus);
  }

  @Override
  public <R extends Serializable> List<R> run(
      List<? extends Piece<R>> pieces, ProgressListener progress) throws InterruptedException {
    if (pieces.isEmpty()) {
      return List.of();
    }
    idle.acquire();
    try {
      List<Piece<R>> all = List.copyOf(pieces);
      return SparkOutcomes.results(
          await(
              spark.parallelize(all, all.size()).map(new PieceTask<R>(program)).collectAsync(),
              all.size(),
              progress));
    } finally {
      idle.release();
    }
  }

  private <T> T await(JavaFutureAction<T> work, int total, ProgressListener progress)
      throws InterruptedException {
    SparkPatience patience = new SparkPatience(master, spark);
    try {
      while (true) {
        try {
          return work.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) { // still at work
          patience.look();
          progress.progress(done(work), total);
        }
      }
    } catch (ExecutionException e) {
      if (spark.sc().isStopped()) {
        Thread.sleep(GRACE_MILLIS); // this process is ending, unless the cluster has ended the work
      }
      throw ElboException.user(
          "Spark at %s gave up: %s; the same command tries again"
              .formatted(master, SparkFailure.reason(e)));
    } catch (InterruptedException | RuntimeException e) {
      work.cancel(true);
      awaitTasks();
      throw e;
    }
  }

  private long done(JavaFutureAction<?> work) {
    return work.jobIds().stream()
        .map(job -> spark.statusTracker().getJobInfo(job))
        .filter(job -> job != null)
        .flatMapToInt(job -> Arrays.stream(job.stageIds()))
        .mapToObj(stage -> spark.statusTracker().getStageInfo(stage))
        .filter(stage -> stage != null)
        .mapToLong(SparkStageInfo::numCompletedTasks)
        .sum();
  }

  private void awaitTasks() throws InterruptedException {
    for (int look = 0; look < PATIENCE_LOOKS && hasTasks(); look++) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private boolean hasTasks() {
    return !spark.sc().isStopped()
        && Arrays.stream(spark.statusTracker().getExecutorInfos())
                .mapToInt(SparkExecutorInfo::numRunningTasks)
                .sum()
            > 0;
  }

  @Override
  public void close() {
    spark.close();
  }
}
