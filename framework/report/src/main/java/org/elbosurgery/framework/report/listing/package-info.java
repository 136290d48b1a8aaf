/** Lists of runs: which there are, how far they are, and in what they differ. */
package org.elbosurgery.framework.report.listing;
