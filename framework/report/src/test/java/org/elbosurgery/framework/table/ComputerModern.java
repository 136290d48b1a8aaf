package org.elbosurgery.framework.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Widths of texts in Computer Modern, TeX's own fonts, from the metrics of cmr10 (Knuth 1986,
 * "Computer Modern Typefaces"); letters of one width stand together.
 */
public final class ComputerModern {

  private static final String STACK = "\\shortstack[l]{";

  /** Thousandths of 10 pt. */
  private static final Map<Character, Integer> WIDTHS = new HashMap<>();

  static {
    put(278, "ijl.,;:'");
    put(306, "f");
    put(333, " ");
    put(333, "-");
    put(361, "I");
    put(389, "t()");
    put(392, "r");
    put(394, "s");
    put(444, "cez");
    put(500, "0123456789ago/");
    put(528, "kqvxy");
    put(556, "bdhnpuS");
    put(625, "L");
    put(653, "F");
    put(681, "EP");
    put(708, "B");
    put(722, "CTwJ");
    put(736, "R");
    put(750, "AHNUV");
    put(764, "D");
    put(778, "GKOQ&+=<>");
    put(833, "m%");
    put(917, "M");
    put(1028, "W");
  }

  private ComputerModern() {}

  private static void put(int width, String letters) {
    letters.chars().forEach(letter -> WIDTHS.put((char) letter, width));
  }

  /** Returns the width of words in pt, at 10 pt. */
  public static double words(String text) {
    return text.chars().map(c -> WIDTHS.getOrDefault((char) c, 833)).sum() / 100.0;
  }

  /**
   * Returns the width of a cell in pt at 8 pt, the size of {@code \footnotesize}, whose letters are
   * 17/16 as wide for their size: digits of 4.25 pt. The minus sign of a number is as wide as a
   * plus.
   */
  static double cell(String latex) {
    if (latex.startsWith(STACK)) {
      String lines = latex.substring(STACK.length(), latex.length() - 1);
      return Arrays.stream(lines.split(" \\\\\\\\ ", -1))
          .mapToDouble(ComputerModern::cell)
          .max()
          .orElseThrow();
    }
    boolean isNumber = latex.startsWith("$");
    String text = latex.replace("$", "").replace("\\,", "").replace("\\", "");
    return 0.8 * 17 / 16 * words(isNumber ? text.replace('-', '+') : text);
  }
}
