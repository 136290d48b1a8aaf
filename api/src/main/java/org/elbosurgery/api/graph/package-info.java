/**
 * Expressions for plugins: log-probabilities, reductions and activations that are correct where
 * ND4J 1.0.0-M2.1 is not (a size-1 axis, a log-sum-exp along a dimension, a softplus of large
 * values).
 *
 * @since 0.1.0
 */
package org.elbosurgery.api.graph;
