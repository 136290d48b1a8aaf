/**
 * Codes, priors and what each data point adds to a surgery, as files that NumPy reads and writes:
 * posteriors from any framework can be taken apart here, and ours anywhere.
 */
package org.elbosurgery.framework.exchange;
