package org.elbosurgery.framework.report.page;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.elbosurgery.api.Interval;

/** Rows of data as small pictures on a grid, in grey. */
public final class Pictures {

  /** The size of a value of the data on the page, in pixels. */
  private static final int SCALE = 2;

  private static final int GAP = 2;

  /** As many greys as the eye needs; a file of 256 is three times as large. */
  private static final int GREYS = 16;

  private static final int GREY = 9;

  private Pictures() {}

  /** Returns the side of the square that a row of values fills; 0 if it fills none. */
  public static int side(int values) {
    int side = (int) Math.round(Math.sqrt(values));
    return side > 1 && side * side == values ? side : 0;
  }

  /**
   * Draws rows.
   *
   * @param rows {@code [n][D]}, D the square of an integer
   * @param greys the values that are black and white; values beyond are clipped
   * @param perRow the number of pictures side by side
   * @param title what they are, in a few words
   * @param alternative what can be seen, for readers who cannot see it
   */
  public static Picture of(
      double[][] rows, Interval greys, int perRow, String title, String alternative) {
    int side = side(rows[0].length);
    int columns = Math.min(perRow, rows.length);
    int lines = (rows.length + perRow - 1) / perRow;
    BufferedImage image =
        new BufferedImage(
            columns * (side + GAP) + GAP,
            lines * (side + GAP) + GAP,
            BufferedImage.TYPE_BYTE_BINARY,
            greys());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, GREY);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      int left = i % perRow * (side + GAP) + GAP;
      int top = i / perRow * (side + GAP) + GAP;
      draw(rows[i], greys, side, image, left, top);
    }
    return new Picture(
        title, alternative, SCALE * image.getWidth(), SCALE * image.getHeight(), png(image));
  }

  private static void draw(
      double[] row, Interval greys, int side, BufferedImage image, int left, int top) {
    for (int i = 0; i < row.length; i++) {
      double share = (row[i] - greys.low()) / (greys.high() - greys.low());
      int grey = (int) Math.round((GREYS - 1) * Math.max(0, Math.min(1, share)));
      image.getRaster().setSample(left + i % side, top + i / side, 0, grey);
    }
  }

  private static IndexColorModel greys() {
    byte[] levels = new byte[GREYS];
    for (int i = 0; i < GREYS; i++) {
      levels[i] = (byte) (255 * i / (GREYS - 1));
    }
    return new IndexColorModel(4, GREYS, levels, levels, levels);
  }

  private static String png(BufferedImage image) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot be written", e);
    }
  }
}
