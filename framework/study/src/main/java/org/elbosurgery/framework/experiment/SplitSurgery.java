package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of one split and the codes it was done on.
 *
 * @param posteriors the posteriors of its rows
 * @param surgery its ELBO taken apart
 */
record SplitSurgery(Posteriors posteriors, Surgery surgery) {}
