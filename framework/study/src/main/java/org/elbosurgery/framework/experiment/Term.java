package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.surgery.Surgery;

/** The terms of an ELBO, in the order of a table. */
public enum Term {
  /** Average log p(x|z). */
  RECONSTRUCTION("reconstruction"),
  /** I_q(n; z). */
  MUTUAL_INFORMATION("mutual information"),
  /** KL(q(z) || p(z)). */
  MARGINAL_KL("marginal KL"),
  /** Average KL(q(z|x) || p(z)). */
  AVERAGE_KL("average KL"),
  /** Reconstruction - average KL. */
  ELBO("ELBO");

  private final String label;

  Term(String label) {
    this.label = label;
  }

  /** Returns the name used in tables. */
  public String label() {
    return label;
  }

  /** Returns the reported estimate; empty if the surgery does not have this term. */
  public Optional<Estimate> estimate(Surgery surgery) {
    return switch (this) {
      case RECONSTRUCTION -> surgery.reconstruction();
      case MUTUAL_INFORMATION -> Optional.of(surgery.terms().mutualInformation());
      case MARGINAL_KL -> Optional.of(surgery.terms().marginalKl());
      case AVERAGE_KL -> Optional.of(surgery.terms().averageKl());
      case ELBO -> surgery.elbo();
    };
  }

  /** Returns whether the term contains log p(z), and with it an error of the prior's normaliser. */
  public boolean containsPrior() {
    return this != RECONSTRUCTION && this != MUTUAL_INFORMATION;
  }

  /**
   * Returns the part of the term's standard error that its values per point know nothing of: that
   * of the prior's estimated normaliser, and, if they are of some of the points, that of which
   * points were drawn.
   */
  public double errorBesidePoints(Surgery surgery) {
    if (surgery.terms().points().flatMap(PointValues::indices).isEmpty()) {
      return containsPrior() ? surgery.logNormalizerError() : 0;
    }
    return switch (this) {
      case RECONSTRUCTION -> 0; // every point has been sampled
      case MUTUAL_INFORMATION -> surgery.terms().mutualInformation().standardError();
      case MARGINAL_KL -> surgery.terms().marginalKl().standardError();
      case AVERAGE_KL, ELBO -> surgery.terms().averageKl().standardError();
    };
  }

  /**
   * Returns what each data point adds, {@code [N]}, or those of them that {@link
   * PointValues#indices} numbers; empty if the surgery has no such values, or not this term.
   */
  public Optional<double[]> values(Surgery surgery) {
    return switch (this) {
      case RECONSTRUCTION, ELBO -> surgery.points().map(this::values);
      case MUTUAL_INFORMATION -> surgery.terms().points().map(PointValues::mutualInformation);
      case MARGINAL_KL -> surgery.terms().points().map(PointValues::marginalKl);
      case AVERAGE_KL -> surgery.terms().points().map(PointValues::averageKl);
    };
  }

  /** Returns what each data point adds, in the order of the points. */
  public double[] values(PointTerms points) {
    return switch (this) {
      case RECONSTRUCTION -> points.reconstruction();
      case MUTUAL_INFORMATION -> points.values().mutualInformation();
      case MARGINAL_KL -> points.values().marginalKl();
      case AVERAGE_KL -> points.values().averageKl();
      case ELBO -> points.elbo();
    };
  }
}
