/** The figures of a report. */
package org.elbosurgery.framework.report.figure;
