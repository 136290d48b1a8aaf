/**
 * Figures, drawn by Lets-Plot as SVG without a display, and from that as PDF and in pixels. The
 * same data give the same bytes, and the colours of a figure inside a page follow those of the
 * page.
 */
package org.elbosurgery.framework.plot;
