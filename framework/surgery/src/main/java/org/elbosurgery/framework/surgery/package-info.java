/**
 * The surgery itself: the aggregate posterior q(z) = (1/N) sum_n q(z|x_n) as a density, and the
 * estimates based on it. Every inner sum runs over all N components; only z is sampled.
 */
package org.elbosurgery.framework.surgery;
