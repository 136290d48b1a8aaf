/**
 * The likelihood of data under a trained model with any prior, from below: the importance-weighted
 * bound (Burda et al. 2016), how it grows with the number of samples, and how far it can be
 * trusted.
 */
package org.elbosurgery.framework.likelihood;
