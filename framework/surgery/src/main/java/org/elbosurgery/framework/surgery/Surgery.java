package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.RowReconstruction;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.number.Impossible;

/**
 * The terms of an ELBO: reconstruction - mutual information - marginal KL (Hoffman and Johnson
 * 2016).
 *
 * @param size N, the number of data points
 * @param dimensions d, the number of latent dimensions
 * @param reconstruction average log p(x|z); empty if there is no decoder
 * @param terms the average KL and its parts
 * @param points what each data point adds to the reconstruction and the terms, or those of them
 *     that the estimator drew; empty if there is no decoder or the estimator has no such values
 * @param logNormalizerError the standard error of the prior's log normaliser, which the errors of
 *     the terms include; 0 if the normaliser is known
 * @param density whether the prior's log p(z) is that of a density; empty if it was not checked
 * @param labels the class of each data point, {@code [N]}; empty if it is not known
 */
public record Surgery(
    int size,
    int dimensions,
    Optional<Estimate> reconstruction,
    Decomposition terms,
    Optional<PointTerms> points,
    double logNormalizerError,
    Optional<DensityCheck> density,
    Optional<WordArray> labels) {

  private static final String NOT_NORMALISED =
      "this is impossible for a density; the prior's log p(z) does not integrate to 1";

  /** Makes a surgery with a prior whose normaliser is known, and whose density is not checked. */
  public Surgery(
      int size,
      int dimensions,
      Optional<Estimate> reconstruction,
      Decomposition terms,
      Optional<PointTerms> points) {
    this(size, dimensions, reconstruction, terms, points, 0, Optional.empty());
  }

  /** Makes a surgery of data points whose classes are not known. */
  public Surgery(
      int size,
      int dimensions,
      Optional<Estimate> reconstruction,
      Decomposition terms,
      Optional<PointTerms> points,
      double logNormalizerError,
      Optional<DensityCheck> density) {
    this(
        size,
        dimensions,
        reconstruction,
        terms,
        points,
        logNormalizerError,
        density,
        Optional.empty());
  }

  /** Returns the same terms with other values per data point. */
  public Surgery with(Optional<PointTerms> values) {
    return new Surgery(
        size,
        dimensions,
        reconstruction,
        terms.with(values.map(PointTerms::values)),
        values,
        logNormalizerError,
        density,
        labels);
  }

  /** Returns the same terms with a reconstruction of the same data points. */
  public Surgery with(RowReconstruction given) {
    return new Surgery(
        size,
        dimensions,
        Optional.of(given.mean()),
        terms,
        terms.points().map(values -> PointTerms.of(given.points(), values)),
        logNormalizerError,
        density,
        labels);
  }

  /** Returns the same terms with a check of the prior's density. */
  public Surgery with(DensityCheck check) {
    return new Surgery(
        size,
        dimensions,
        reconstruction,
        terms,
        points,
        logNormalizerError,
        Optional.of(check),
        labels);
  }

  /**
   * Returns the same terms with the classes of the data points.
   *
   * @throws IllegalArgumentException if these are not {@code [N]}
   */
  public Surgery labelled(Optional<WordArray> classes) {
    if (classes.filter(words -> words.size() != size).isPresent()) {
      throw new IllegalArgumentException(
          classes.get().size() + " labels are not of " + size + " data points");
    }
    return new Surgery(
        size, dimensions, reconstruction, terms, points, logNormalizerError, density, classes);
  }

  /** Returns log N in nats, the upper limit of the index-code mutual information. */
  public double logSize() {
    return Math.log(size);
  }

  /**
   * Returns a sentence for each impossible value: a KL below 0, a mutual information outside [0,
   * log N], or a residual that is not 0, each by {@link Impossible more than five standard errors}.
   * A bound is checked only on the side that it must lie on, a biased estimate not at all. The
   * {@linkplain DensityCheck#warnings findings} about the prior's density follow. Empty if nothing
   * is found to be wrong.
   */
  public List<String> warnings() {
    Estimate information = terms.mutualInformation();
    InformationBound bound = terms.bound();
    String wrongEstimator = "this is impossible for any codes; the estimator is wrong";
    List<Optional<String>> found = new ArrayList<>();
    if (!bound.mayFallShort()) {
      found.add(Impossible.below("mutual information", information, 0, wrongEstimator));
    }
    if (!bound.mayExceed()) {
      found.add(Impossible.above("mutual information", information, logSize(), wrongEstimator));
      found.add(Impossible.below("marginal KL", terms.marginalKl(), 0, NOT_NORMALISED));
    }
    found.add(Impossible.below("average KL", terms.averageKl(), 0, NOT_NORMALISED));
    if (bound == InformationBound.NONE) {
      found.add(
          Impossible.other(
              "residual",
              terms.residual(),
              Math.abs(terms.averageKl().mean()),
              "the terms contradict each other, for example because a prior's density and its"
                  + " closed forms belong to different distributions"));
    }
    return Stream.concat(
            found.stream().flatMap(Optional::stream),
            density.stream().flatMap(check -> check.warnings().stream()))
        .toList();
  }

  /**
   * Returns reconstruction - average KL; empty if there is no decoder. The two are estimated from
   * independent samples, so their errors add in squares.
   */
  public Optional<Estimate> elbo() {
    Estimate kl = terms.averageKl();
    return reconstruction.map(
        r ->
            new Estimate(
                r.mean() - kl.mean(),
                Math.hypot(r.standardError(), kl.standardError()),
                r.samples()));
  }
}
