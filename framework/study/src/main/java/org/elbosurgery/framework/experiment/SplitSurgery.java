package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of one split and its posteriors.
 *
 * @param posteriors the posteriors of its rows
 * @param surgery the terms of its ELBO
 */
record SplitSurgery(Posteriors posteriors, Surgery surgery) {

  /** Returns the same with a check of the prior's density. */
  SplitSurgery with(DensityCheck check) {
    return new SplitSurgery(posteriors, surgery.with(check));
  }
}
