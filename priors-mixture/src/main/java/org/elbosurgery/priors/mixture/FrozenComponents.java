package org.elbosurgery.priors.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.FullCovarianceMixture;
import org.elbosurgery.api.GraphValues;
import org.nd4j.autodiff.samediff.SDVariable;

/** Mixtures of Gaussians with full covariances as numbers. */
final class FrozenComponents {

  private FrozenComponents() {}

  /** Returns a mixture whose components have maps of their own, or share the only one. */
  static FullCovarianceMixture mixture(
      GraphValues values, SDVariable logWeights, SDVariable mean, ConditionalMaps maps) {
    double[] weights = doubles(values, logWeights);
    double[] means = doubles(values, mean);
    double[] all = doubles(values, maps.maps());
    int d = means.length / weights.length;
    List<FullCovarianceGaussian> components =
        IntStream.range(0, weights.length)
            .mapToObj(
                k ->
                    new FullCovarianceGaussian(
                        Arrays.copyOfRange(means, k * d, (k + 1) * d),
                        transposed(all, k * d * d % all.length, d)))
            .toList();
    return new FullCovarianceMixture(weights, components);
  }

  private static double[] transposed(double[] matrices, int from, int d) {
    double[] result = new double[d * d];
    for (int i = 0; i < result.length; i++) {
      result[i % d * d + i / d] = matrices[from + i];
    }
    return result;
  }

  private static double[] doubles(GraphValues values, SDVariable variable) {
    return values.of(variable).dup('c').data().asDouble();
  }
}
