/**
 * The surgery itself: the exact aggregate posterior q(z) = (1/N) sum_n q(z|x_n) and the estimates
 * that rest on it. Every inner sum runs over all N components; what is sampled is z alone.
 */
package org.elbosurgery.framework.surgery;
