/** Finished runs as found in folders, grouped into settings, and their combined results. */
package org.elbosurgery.framework.report.runs;
