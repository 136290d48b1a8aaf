/** The tables of a report. */
package org.elbosurgery.framework.report.table;
