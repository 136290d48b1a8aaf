/**
 * Comparisons of several priors with the same data, networks, budget and seed: trained in
 * succession and compared data point by data point.
 */
package org.elbosurgery.framework.comparison;
