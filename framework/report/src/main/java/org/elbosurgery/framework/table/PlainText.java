package org.elbosurgery.framework.table;

import java.util.PrimitiveIterator;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Makes text from untrusted sources safe for files of every kind: names in a run folder may contain
 * characters that XML forbids, that control a terminal, or that UTF-8 cannot encode.
 */
public final class PlainText {

  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * Returns a text in which the replacement character stands for every control character except
   * line feeds and tabs, for unpaired surrogates, for code points that are not characters, and for
   * marks that change the direction of writing.
   */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    PrimitiveIterator.OfInt characters = text.codePoints().iterator();
    while (characters.hasNext()) {
      int c = characters.nextInt();
      plain.appendCodePoint(isPlain(c) ? c : REPLACEMENT);
    }
    return plain.toString();
  }

  /** Returns such a text, escaped for an element or an attribute of HTML or XML. */
  public static String inHtml(String text) {
    return StringEscapeUtils.escapeXml11(of(text));
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.SURROGATE -> false;
      default -> (c & 0xFFFE) != 0xFFFE && !turnsDirection(c);
    };
  }

  private static boolean turnsDirection(int c) {
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
          true;
      default -> false;
    };
  }
}
