/**
 * Reports of finished runs, made from their folders alone: tables, figures and one self-contained
 * page.
 */
package org.elbosurgery.framework.report;
