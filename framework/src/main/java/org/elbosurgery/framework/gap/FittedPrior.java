package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Density;
import org.elbosurgery.framework.graph.Parameters;

/**
 * A prior fitted to codes, and how the fit went.
 *
 * @param density the prior with the parameters of the best epoch
 * @param parameters what was fitted, as of the best epoch; none where there is nothing to fit
 * @param epochs passes over the codes that were made
 * @param bestEpoch the pass after which the held-out cross-entropy was least; 0 if never less than
 *     at the start
 * @param initialCrossEntropy of the held-out codes with the prior as it starts, in nats
 * @param bestCrossEntropy of the held-out codes with the prior as it is, in nats
 * @param stoppedEarly whether it ended because nothing was gained any more, not by the number of
 *     epochs
 */
public record FittedPrior(
    Density density,
    Parameters parameters,
    int epochs,
    int bestEpoch,
    double initialCrossEntropy,
    double bestCrossEntropy,
    boolean stoppedEarly) {}
