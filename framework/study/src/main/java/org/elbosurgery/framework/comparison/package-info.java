/**
 * Several priors on the same data, networks, budget and seed: trained one after the other, and
 * compared data point by data point.
 */
package org.elbosurgery.framework.comparison;
