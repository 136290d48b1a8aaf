/** The page of a report: sections of blocks, written as self-contained HTML. */
package org.elbosurgery.framework.report.page;
