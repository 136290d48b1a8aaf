package org.elbosurgery.framework.gap;

import java.util.List;
import org.elbosurgery.api.Estimate;

/**
 * The marginal KL of the standard Gaussian p_0, which factorises, by dimensions:
 *
 * <pre>KL(q(z) || p_0) = KL(q(z) || prod_j q(z_j)) + sum_j KL(q(z_j) || p_0(z_j)),</pre>
 *
 * total correlation + dimension-wise KL (Chen et al. 2018), in nats.
 *
 * @param totalCorrelation with the standard error of the marginal KL
 * @param dimensions all dimensions in order
 */
public record DimensionSplit(Estimate totalCorrelation, List<LatentDimension> dimensions) {

  /** Copies the dimensions. */
  public DimensionSplit {
    dimensions = List.copyOf(dimensions);
  }

  /**
   * Splits the marginal KL.
   *
   * @param dimensions all dimensions of the codes
   * @param marginalKl KL(q(z) || p_0)
   */
  public static DimensionSplit of(List<LatentDimension> dimensions, Estimate marginalKl) {
    double rest = marginalKl.mean() - dimensionWiseKl(dimensions);
    return new DimensionSplit(
        new Estimate(rest, marginalKl.standardError(), marginalKl.samples()), dimensions);
  }

  /** Returns sum_j KL(q(z_j) || p_0(z_j)), to 1e-6 nats per dimension. */
  public double dimensionWiseKl() {
    return dimensionWiseKl(dimensions);
  }

  private static double dimensionWiseKl(List<LatentDimension> dimensions) {
    return dimensions.stream().mapToDouble(LatentDimension::marginalKl).sum();
  }

  /** Returns the number of active units. */
  public int activeUnits() {
    return (int) dimensions.stream().filter(LatentDimension::active).count();
  }

  /** Returns the number of dimensions in use. */
  public int inUse() {
    return (int) dimensions.stream().filter(LatentDimension::inUse).count();
  }
}
