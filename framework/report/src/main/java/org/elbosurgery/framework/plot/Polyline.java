package org.elbosurgery.framework.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** A line through points, as the outline of a path in SVG. */
final class Polyline {

  /** What nobody sees, in units of the drawing. */
  private static final double TOLERANCE = 0.5;

  private static final String NUMBER = "(-?[0-9.]+)";
  private static final Pattern POINT = Pattern.compile("[ML]?" + NUMBER + "[ ,]" + NUMBER + " ?");
  private static final Pattern LINE = Pattern.compile("M(?:" + POINT.pattern() + ")+");

  private final double[] x;
  private final double[] y;

  private Polyline(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** Reads an outline; empty if it is not a single line of straight segments. */
  static Optional<Polyline> of(String outline) {
    if (outline.lastIndexOf('M') > 0 || !LINE.matcher(outline).matches()) {
      return Optional.empty();
    }
    DoubleStream.Builder x = DoubleStream.builder();
    DoubleStream.Builder y = DoubleStream.builder();
    Matcher point = POINT.matcher(outline);
    while (point.find()) {
      x.add(Double.parseDouble(point.group(1)));
      y.add(Double.parseDouble(point.group(2)));
    }
    return Optional.of(new Polyline(x.build().toArray(), y.build().toArray()));
  }

  /** Returns the outline with as few of its points as look the same (Douglas and Peucker 1973). */
  String outline() {
    BitSet kept = new BitSet();
    kept.set(0);
    kept.set(x.length - 1);
    Deque<int[]> parts = new ArrayDeque<>();
    parts.push(new int[] {0, x.length - 1});
    while (!parts.isEmpty()) {
      int[] part = parts.pop();
      int farthest = farthest(part[0], part[1]);
      if (farthest > 0) {
        kept.set(farthest);
        parts.push(new int[] {part[0], farthest});
        parts.push(new int[] {farthest, part[1]});
      }
    }
    StringBuilder outline = new StringBuilder();
    kept.stream()
        .forEach(
            i ->
                outline
                    .append(i == 0 ? "M" : outline.indexOf("L") < 0 ? "L" : " ")
                    .append(rounded(x[i]))
                    .append(' ')
                    .append(rounded(y[i])));
    return outline.toString();
  }

  /** Returns the point between two that is farthest from their line; 0 if none is far from it. */
  private int farthest(int from, int to) {
    double most = TOLERANCE;
    int farthest = 0;
    for (int i = from + 1; i < to; i++) {
      double away = distance(i, from, to);
      if (away > most) {
        most = away;
        farthest = i;
      }
    }
    return farthest;
  }

  private double distance(int i, int from, int to) {
    double dx = x[to] - x[from];
    double dy = y[to] - y[from];
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : ((x[i] - x[from]) * dx + (y[i] - y[from]) * dy) / length;
    double share = Math.max(0, Math.min(1, along));
    return Math.hypot(x[i] - x[from] - share * dx, y[i] - y[from] - share * dy);
  }

  static String rounded(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
