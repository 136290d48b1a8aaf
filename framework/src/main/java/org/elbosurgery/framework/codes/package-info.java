/**
 * Codes and priors as files that NumPy reads and writes, so that posteriors from any framework can
 * be taken apart here, and ours anywhere.
 */
package org.elbosurgery.framework.codes;
