/** The Gaussian prior. */
package org.elbosurgery.priors.gaussian;
