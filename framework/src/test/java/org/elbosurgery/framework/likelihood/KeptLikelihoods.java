package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Split;

/** Bounds in run folders, of given numbers. */
public final class KeptLikelihoods {

  private KeptLikelihoods() {}

  /**
   * Leaves bounds in the folder of a finished run as {@code elbo likelihood} does: of test rows,
   * with 500 samples, of which 12.25 count.
   *
   * @param samplingVariance of the bound of each row
   * @param bounds of each row, at least two
   */
  public static void write(Path run, double samplingVariance, double... bounds) {
    write(run, PluginBuilds.UNKNOWN, samplingVariance, bounds);
  }

  /** Leaves such bounds by given builds of the model's plugins, in the place of earlier ones. */
  public static void write(
      Path run, PluginBuilds plugins, double samplingVariance, double... bounds) {
    int[] samples = SampleCounts.upTo(500);
    double[] effective = new double[bounds.length];
    Arrays.fill(effective, 12.25);
    double[][] variances = new double[bounds.length][samples.length];
    double[][] columns = new double[bounds.length][samples.length];
    for (int n = 0; n < bounds.length; n++) {
      Arrays.fill(variances[n], samplingVariance);
      Arrays.fill(columns[n], bounds[n]);
    }
    ExperimentSpec spec = FinishedRun.read(run).spec();
    BoundsOrigin origin =
        new BoundsOrigin(
            "cd".repeat(32), spec.run().seed(), ImportanceWeightedBound.VERSION, plugins);
    PointBounds points = new PointBounds(samples, columns, variances, effective);
    String rows = "ab".repeat(32);
    new LikelihoodFolder(run)
        .write(new LikelihoodResult(run, spec, Optional.empty(), Split.TEST, rows, origin, points));
  }
}
