package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Codes;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of one split and the codes it was done on.
 *
 * @param codes the posteriors of its rows
 * @param surgery its ELBO taken apart
 */
record SplitSurgery(Codes codes, Surgery surgery) {}
