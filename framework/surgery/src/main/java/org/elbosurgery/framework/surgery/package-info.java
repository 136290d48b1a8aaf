/**
 * The surgery itself: the aggregate posterior q(z) = (1/N) sum_n q(z|x_n) as a density, and the
 * estimates that rest on it. Every inner sum runs over all N components; what is sampled is z
 * alone.
 */
package org.elbosurgery.framework.surgery;
