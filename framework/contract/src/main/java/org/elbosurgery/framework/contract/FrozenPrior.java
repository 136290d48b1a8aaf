package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.density.DensityCells;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.surgery.CheckedPrior;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The density of a frozen prior; its exceptions and return values are checked. */
final class FrozenPrior {

  /** The number of samples that suggest where the density is. */
  private static final int HINTS = 2000;

  private final Object plugin;
  private final int dimensions;
  private final Distribution density;

  /** Its cells, once they were asked for; those that cannot be had are empty. */
  private Optional<Optional<DensityCells>> cells = Optional.empty();

  /**
   * Freezes nothing.
   *
   * @param plugin the prior
   * @param dimensions d
   * @param density its density
   */
  FrozenPrior(Object plugin, int dimensions, Distribution density) {
    this.plugin = plugin;
    this.dimensions = dimensions;
    this.density = density;
  }

  /**
   * Returns the density of a configuration in d dimensions with {@linkplain Specimen#moved moved}
   * parameters, the same for all rules.
   */
  static FrozenPrior of(Configuration<? extends Prior> prior, int d) {
    return prior.remembered(FrozenPrior.class, d, () -> of(Specimen.prior(prior.plugin()), d));
  }

  /**
   * Returns the density of a prior in d dimensions with {@linkplain Specimen#moved moved}
   * parameters.
   */
  static FrozenPrior of(Specimen<BoundPrior> prior, int d) {
    return of(prior, prior.moved(Sizes.precise(d)), d);
  }

  /** Returns the density of the prior that is bound in a graph. */
  static FrozenPrior of(Specimen<BoundPrior> prior, PluginGraph graph, int d) {
    return new FrozenPrior(prior.plugin(), d, graph.freeze());
  }

  /** Returns the prior. */
  Object plugin() {
    return plugin;
  }

  /** Returns d. */
  int dimensions() {
    return dimensions;
  }

  /** Returns the density, unchecked. */
  Distribution density() {
    return density;
  }

  /** Returns the log-density of rows. */
  double[] logProb(INDArray z) {
    INDArray value =
        PluginCall.of(plugin, "logProb of the frozen density", () -> density.logProb(z));
    Numbers.requireShape(
        "logProb of the frozen density for z [" + z.size(0) + ", " + z.size(1) + "]",
        value,
        "",
        z.size(0));
    return Numbers.values(value);
  }

  /** Returns the standard error of the log normaliser, in nats. */
  double logNormalizerError() {
    return new CheckedPrior(density).logNormalizerError();
  }

  /** Returns samples as an array. */
  INDArray sample(int n, RandomStream random) {
    return PluginCall.of(plugin, "sample", () -> density.sample(n, random));
  }

  /**
   * Returns the cells of the density, of one or two dimensions.
   *
   * @throws NotApplicable if the density varies too fast
   */
  DensityCells cells() {
    if (cells.isEmpty()) {
      cells = Optional.of(DensityCells.of(this::logProb, dimensions, hints()));
    }
    return cells
        .get()
        .orElseThrow(
            () ->
                new NotApplicable(
                    "the density varies faster than "
                        + DensityCells.mostNodes(dimensions)
                        + " values of it resolve; give a configuration with a wider one"));
  }

  private double[] logProb(double[] z) {
    double[] values = logProb(Numbers.array(z, z.length / dimensions, dimensions));
    for (double value : values) {
      Breach.unless(!Double.isNaN(value), "logProb of the frozen density is NaN for some z");
    }
    return values;
  }

  /** Returns samples, or none if they are invalid, which another rule reports. */
  private double[] hints() {
    try {
      INDArray samples = sample(HINTS, RandomStream.of(8));
      boolean right = Arrays.equals(samples.shape(), new long[] {HINTS, dimensions});
      return right ? Numbers.values(samples) : new double[0];
    } catch (ElboException e) {
      return new double[0];
    }
  }
}
