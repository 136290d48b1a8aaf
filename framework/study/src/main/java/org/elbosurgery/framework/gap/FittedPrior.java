package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Distribution;
import org.elbosurgery.framework.graph.Parameters;

/**
 * A prior fitted to codes from one start.
 *
 * @param density the prior with the best parameters
 * @param parameters the fitted parameters; none if there is nothing to fit
 * @param course the course of the fit
 */
public record FittedPrior(Distribution density, Parameters parameters, FitCourse course) {}
