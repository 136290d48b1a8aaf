/** Finished runs as found in folders, grouped into settings, and what they come to together. */
package org.elbosurgery.framework.report.runs;
