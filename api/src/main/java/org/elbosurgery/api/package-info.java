/**
 * The four contracts of ELBO Surgery and their value types.
 *
 * <p>A plugin implements {@link org.elbosurgery.api.Prior}, {@link org.elbosurgery.api.Encoder},
 * {@link org.elbosurgery.api.Decoder} or {@link org.elbosurgery.api.Estimator} as a public record
 * whose components are its options, and is found by {@link java.util.ServiceLoader}. A model plugin
 * lives through three stages, each a type of its own: <em>configured</em> ({@code Prior}),
 * <em>bound</em> in a graph ({@code BoundPrior}) and <em>frozen</em> numbers ({@code
 * Distribution}).
 *
 * <p>Unless a name says otherwise, every quantity is in nats and per data point; codes {@code z}
 * are {@code [n, d]} and a log-probability of them is {@code [n]}: one row, one event.
 *
 * @since 0.1.0
 */
package org.elbosurgery.api;
