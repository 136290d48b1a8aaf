/**
 * Reports of finished runs, rebuilt from their folders alone: tables, figures and one page that
 * needs nothing else.
 */
package org.elbosurgery.framework.report;
