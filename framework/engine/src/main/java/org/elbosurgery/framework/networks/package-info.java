/** The networks and likelihoods that are part of the framework. */
package org.elbosurgery.framework.networks;
