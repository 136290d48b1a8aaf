/** The networks included in the framework: multilayer perceptrons. */
package org.elbosurgery.framework.networks;
