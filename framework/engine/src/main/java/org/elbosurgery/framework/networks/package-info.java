/** The networks that come with the framework: multilayer perceptrons. */
package org.elbosurgery.framework.networks;
