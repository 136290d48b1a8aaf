package org.elbosurgery.framework.plot;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** Outlines of SVG, of straight lines and cubic curves, as outlines of PDF. */
final class PdfOutline {

  private static final Pattern PART = Pattern.compile("([A-Za-z])([^A-Za-z]*)");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

  /**
   * How far the middle two points of a cubic curve are along the sides of a quarter of a circle.
   */
  private static final float CURVE = 0.5522848f;

  private PdfOutline() {}

  /**
   * Adds the outline of a path.
   *
   * @throws IllegalArgumentException if it has other parts than lines and cubic curves
   */
  static void add(String outline, PDPageContentStream content) throws IOException {
    Matcher part = PART.matcher(outline);
    float[] at = new float[2];
    while (part.find()) {
      float[] numbers = numbers(part.group(2));
      switch (part.group(1)) {
        case "M", "L" -> {
          for (int i = 0; i < numbers.length; i += 2) {
            at = new float[] {numbers[i], numbers[i + 1]};
            if (i == 0 && part.group(1).equals("M")) {
              content.moveTo(at[0], at[1]);
            } else {
              content.lineTo(at[0], at[1]);
            }
          }
        }
        case "C" -> {
          for (int i = 0; i < numbers.length; i += 6) {
            at = new float[] {numbers[i + 4], numbers[i + 5]};
            content.curveTo(
                numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], at[0], at[1]);
          }
        }
        case "h" -> {
          at = new float[] {at[0] + numbers[0], at[1]};
          content.lineTo(at[0], at[1]);
        }
        case "Z", "z" -> content.closePath();
        default ->
            throw new IllegalArgumentException("neither a line nor a cubic curve: " + part.group());
      }
    }
  }

  static float[] numbers(String text) {
    Matcher number = NUMBER.matcher(text);
    float[] numbers = new float[(int) NUMBER.matcher(text).results().count()];
    for (int i = 0; number.find(); i++) {
      numbers[i] = Float.parseFloat(number.group());
    }
    return numbers;
  }

  /** Adds a circle. */
  static void addCircle(float x, float y, float radius, PDPageContentStream content)
      throws IOException {
    float c = CURVE * radius;
    content.moveTo(x + radius, y);
    content.curveTo(x + radius, y + c, x + c, y + radius, x, y + radius);
    content.curveTo(x - c, y + radius, x - radius, y + c, x - radius, y);
    content.curveTo(x - radius, y - c, x - c, y - radius, x, y - radius);
    content.curveTo(x + c, y - radius, x + radius, y - c, x + radius, y);
    content.closePath();
  }
}
