package org.elbosurgery.framework.likelihood;

import org.elbosurgery.api.Estimate;

/**
 * The importance-weighted bound with k samples, averaged over data points, in nats per data point.
 *
 * @param samples k
 * @param estimate (1/N) sum_n L_k(x_n); its standard error is over other samples for the same data,
 *     those of an estimated normaliser of the prior included
 * @param populationError sd over the data points / sqrt(N), the error over other data sets of this
 *     size, including the sampling
 */
public record BoundEstimate(int samples, Estimate estimate, double populationError) {}
