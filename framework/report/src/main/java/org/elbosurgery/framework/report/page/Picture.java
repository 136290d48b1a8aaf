package org.elbosurgery.framework.report.page;

/**
 * Rows of data drawn as pictures, side by side.
 *
 * @param title what they are, in a few words
 * @param alternative what can be seen, for readers who cannot see it
 * @param width in pixels
 * @param height in pixels
 * @param png the content of a PNG file, in base 64
 */
public record Picture(String title, String alternative, int width, int height, String png) {}
