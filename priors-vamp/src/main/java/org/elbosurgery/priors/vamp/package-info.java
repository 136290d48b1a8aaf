/** The VampPrior. */
package org.elbosurgery.priors.vamp;
