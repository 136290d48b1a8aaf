package org.elbosurgery.framework.report.runs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.gap.MomentSplit;

/** The parts of the standard Gaussian's marginal KL by moments, in the order of a table. */
public enum MomentPart {
  /** The contribution of the mean of q(z). */
  MEAN,
  /** The contribution of its variances. */
  VARIANCE,
  /** The contribution of its correlations. */
  CORRELATION,
  /** The part that no Gaussian prior closes. */
  NEGENTROPY;

  /** Returns the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the part in nats, over the seeds; empty if no run has a gap analysis. */
  public Optional<Spread> spread(List<KeptGap> gaps) {
    return Spread.of(gaps.stream().map(gap -> of(gap.moments())).toList());
  }

  private Estimate of(MomentSplit moments) {
    return switch (this) {
      case MEAN -> Estimate.exact(moments.mean());
      case VARIANCE -> Estimate.exact(moments.variance());
      case CORRELATION -> Estimate.exact(moments.correlation());
      case NEGENTROPY -> moments.negentropy();
    };
  }
}
