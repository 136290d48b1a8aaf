/**
 * How far priors close the gap between p(z) and the aggregate posterior q(z): priors fitted to the
 * codes of a trained encoder or trained with it, the composition of the gap, and its dependence on
 * the size of the data set.
 */
package org.elbosurgery.framework.gap;
