/**
 * Lower bounds on the likelihood of data under a trained model with any prior: the
 * importance-weighted bound (Burda et al. 2016), its growth with the number of samples, and its
 * reliability.
 */
package org.elbosurgery.framework.likelihood;
