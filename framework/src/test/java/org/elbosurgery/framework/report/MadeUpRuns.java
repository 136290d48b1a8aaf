package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.codes.PointTerms;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FilledFolder;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Surgery;
import org.elbosurgery.framework.training.EpochMetrics;
import org.elbosurgery.framework.version.Versions;

/** Run folders made of given numbers: the same files as a run's, without any training. */
public final class MadeUpRuns {

  /** The values per data point of the reconstruction. */
  static final double[] RECONSTRUCTION = {-10, -12, -14, -12};

  private MadeUpRuns() {}

  /**
   * Writes a run of four data points whose mutual information is 1 for each.
   *
   * @param folder a new one
   * @param options what differs from the defaults, as name, value, name, value...
   * @param prior the mean of the prior, a Gaussian of unit variance
   * @param marginalKl what each data point adds
   */
  public static Path write(
      Path folder, Map<String, String> options, double prior, double... marginalKl) {
    return write(folder, options, PluginBuilds.UNKNOWN, prior, marginalKl);
  }

  /** Writes such a run by given builds of its plugins. */
  static Path write(
      Path folder,
      Map<String, String> options,
      PluginBuilds plugins,
      double prior,
      double... marginalKl) {
    ExperimentSpec spec = ExperimentSpec.create(options);
    int latent = spec.model().latent();
    Surgery surgery = surgery(RECONSTRUCTION, marginalKl);
    Result result =
        new Result(
            new Surgery(4, latent, surgery.reconstruction(), surgery.terms(), surgery.points()),
            Optional.empty(),
            new Result.Provenance(
                new Versions("0", "0", "17", "any"),
                spec,
                "d1".repeat(32),
                Optional.empty(),
                2,
                Optional.empty(),
                "k",
                plugins));
    double[] mean = new double[latent];
    Arrays.fill(mean, prior);
    FilledFolder.write(
        folder,
        result,
        List.of(epoch(1, -18), epoch(2, -13)),
        codes(latent),
        new DiagonalGaussianMixture(new double[1], mean, new double[latent]));
    return folder;
  }

  private static EpochMetrics epoch(int number, double reconstruction) {
    return new EpochMetrics(number, reconstruction, 2, Optional.empty(), 1);
  }

  private static Codes codes(int latent) {
    float[] mean = new float[4 * latent];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = i % 3 - 1;
    }
    return new Codes(4, latent, mean, new float[4 * latent]);
  }

  /** Returns options of a run. */
  public static Map<String, String> options(String prior, int latent, int seed) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("data", "synthetic");
    options.put("limit", "300");
    options.put("prior", prior);
    options.put("latent", String.valueOf(latent));
    options.put("seed", String.valueOf(seed));
    options.put("threads", "1");
    return options;
  }

  /** Returns a surgery whose terms are the means of the values of its points. */
  public static Surgery surgery(double[] reconstruction, double[] marginalKl) {
    int size = marginalKl.length;
    double[] information = new double[size];
    Arrays.fill(information, 1);
    double[] averageKl = Arrays.stream(marginalKl).map(value -> value + 1).toArray();
    PointValues values = new PointValues(averageKl, information, marginalKl);
    double gap = Arrays.stream(marginalKl).sum() / size;
    Decomposition terms =
        new Decomposition(
            estimate(gap + 1),
            estimate(1),
            estimate(gap),
            estimate(0),
            Map.of(),
            Optional.of(values));
    return new Surgery(
        size,
        1,
        Optional.of(estimate(Arrays.stream(reconstruction).sum() / size)),
        terms,
        Optional.of(new PointTerms(reconstruction, values)));
  }

  private static Estimate estimate(double mean) {
    return new Estimate(mean, 0.125, 8);
  }
}
