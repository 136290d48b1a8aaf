package org.elbosurgery.framework.file;

import org.apache.commons.lang3.StringUtils;

/** Quotes text from outside in a message: on one line and not too long. */
public final class Quotation {

  private static final int LONGEST = 120;

  private Quotation() {}

  /** Returns the beginning of a text on one line, without characters that a terminal acts on. */
  public static String of(String text) {
    String beginning = StringUtils.left(StringUtils.defaultString(text), LONGEST + 1);
    StringBuilder line = new StringBuilder();
    beginning
        .codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : isPrinted(c) ? c : '?')
        .forEach(line::appendCodePoint);
    return StringUtils.abbreviate(line.toString(), "...", LONGEST);
  }

  private static boolean isPrinted(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
