/**
 * How far priors close the gap between p(z) and the aggregate posterior q(z): fitted to the codes
 * of a trained encoder or trained with it, what the gap is made of, and what of it is the data
 * set's size.
 */
package org.elbosurgery.framework.gap;
