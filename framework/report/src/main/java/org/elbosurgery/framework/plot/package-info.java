/**
 * Figures as SVG, drawn by Lets-Plot without a display: the same data give the same bytes, and the
 * colours of a figure inside a page follow the page's.
 */
package org.elbosurgery.framework.plot;
