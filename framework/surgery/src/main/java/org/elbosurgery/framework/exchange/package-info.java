/**
 * Posteriors, priors and what each data point adds to the terms, as files that NumPy reads and
 * writes, so that the posteriors of any framework can be analysed here, and ours anywhere else.
 */
package org.elbosurgery.framework.exchange;
