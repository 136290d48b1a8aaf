package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of one split and its posteriors.
 *
 * @param posteriors the posteriors of its rows
 * @param surgery the terms of its ELBO
 */
record SplitSurgery(Posteriors posteriors, Surgery surgery) {}
