package org.elbosurgery.api;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The posterior q(z|x) in a graph: one diagonal Gaussian per row of x.
 *
 * @param mean {@code [n, d]}
 * @param logVariance natural logarithm of the variance (not of the standard deviation), {@code [n,
 *     d]}
 * @since 0.1.0
 */
public record Posterior(SDVariable mean, SDVariable logVariance) {}
