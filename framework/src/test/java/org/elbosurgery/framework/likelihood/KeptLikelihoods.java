package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.Arrays;
import org.elbosurgery.framework.experiment.FinishedRun;
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
    double[] effective = new double[bounds.length];
    Arrays.fill(effective, 12.25);
    double[][] variances = new double[bounds.length][];
    Arrays.setAll(variances, n -> new double[] {samplingVariance});
    PointBounds points =
        new PointBounds(
            new int[] {500},
            Arrays.stream(bounds).mapToObj(b -> new double[] {b}).toArray(double[][]::new),
            variances,
            effective);
    new LikelihoodFolder(run)
        .write(
            new LikelihoodResult(
                run, FinishedRun.read(run).spec(), Split.TEST, "ab".repeat(32), points));
  }
}
