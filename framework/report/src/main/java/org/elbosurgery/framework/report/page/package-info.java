/** The page of a report: sections of blocks, as HTML that needs nothing else. */
package org.elbosurgery.framework.report.page;
