package org.elbosurgery.framework.likelihood;

import org.elbosurgery.api.Estimate;

/**
 * The importance-weighted bound with k samples, averaged over data points, in nats per data point.
 *
 * @param samples k
 * @param estimate (1/N) sum_n L_k(x_n); its standard error says what other samples for the same
 *     data would change
 * @param populationError sd over the data points / sqrt(N): what another data set of this size
 *     would change, and the sampling with it
 */
public record BoundEstimate(int samples, Estimate estimate, double populationError) {}
