/** The mixture prior. */
package org.elbosurgery.priors.mixture;
