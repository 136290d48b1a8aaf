/**
 * Figures as SVG, drawn by Lets-Plot without a display. The same data give the same bytes, and the
 * colours of a figure inside a page follow those of the page.
 */
package org.elbosurgery.framework.plot;
