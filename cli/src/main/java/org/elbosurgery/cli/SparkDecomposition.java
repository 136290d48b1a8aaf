package org.elbosurgery.cli;

import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.codes.ClusterSums;
import org.elbosurgery.framework.codes.CodesSurgery;
import org.elbosurgery.framework.codes.MergedCodes;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.SubsampledEstimator;

/** {@code elbo decompose --spark}: the inner sums of codes are made on a cluster. */
final class SparkDecomposition {

  /** The option. */
  static final OptionDescriptor SPARK =
      SparkOption.descriptor(
          "with --codes and --tolerance: make the inner sums on this cluster of Apache Spark, such"
              + " as spark://host:7077 or local[2]");

  private static final String THREADS = OptionSet.of(RunOptions.class).option("threads").name();

  private SparkDecomposition() {}

  /** Refuses what does not go with the option, if it is given. */
  static void refuse(Arguments arguments, Estimator estimator, Problems problems) {
    if (SparkOption.master(arguments).isEmpty()) {
      return;
    }
    if (!(estimator instanceof SubsampledEstimator)) {
      problems.add(
          "--spark makes the sums of a subsample; give --tolerance, such as --tolerance 0.01");
    }
    int files = arguments.all(GivenCodes.CODES.name()).size();
    if (files > 1) {
      problems.add("give --codes once with --spark, not " + files + " times");
    }
  }

  /**
   * Returns a surgery with the sums of the cluster that is given; the same if none is.
   *
   * @param surgery of the codes on this machine
   * @param estimator of a subsample
   * @throws ElboException as {@link ClusterSums#on}, or USER if the cluster is not there
   */
  static CodesSurgery spread(
      CodesSurgery surgery,
      Estimator estimator,
      GivenCodes codes,
      Arguments arguments,
      Terminal terminal) {
    return SparkOption.master(arguments)
        .map(
            master -> {
              MergedCodes merged = merged(master, sums(surgery, codes, arguments), codes, terminal);
              SubsampledEstimator subsampled = (SubsampledEstimator) estimator;
              return new CodesSurgery(
                  split -> subsampled.merging(merged.of(split)),
                  surgery.samples(),
                  surgery.threads(),
                  surgery.seed());
            })
        .orElse(surgery);
  }

  /** Returns what is summed, on one thread for each share: a cluster counts its cores by tasks. */
  private static ClusterSums sums(CodesSurgery surgery, GivenCodes codes, Arguments arguments) {
    int threads = arguments.values().containsKey(THREADS) ? surgery.threads() : 1;
    return new ClusterSums(
        codes.file(), SharedDecomposition.points(arguments), threads, surgery.seed());
  }

  private static MergedCodes merged(
      String master, ClusterSums sums, GivenCodes codes, Terminal terminal) {
    try (Cluster cluster = SparkOption.connect(master, sums.threads());
        Progress progress = Progress.on(terminal)) {
      return sums.on(
          cluster,
          codes.codes(),
          (done, total) -> progress.show("sums over shares", "", done, total));
    } catch (InterruptedException e) {
      throw ElboException.user("interrupted; the same command begins anew", e);
    }
  }
}
