package org.elbosurgery.framework.table;

import java.util.regex.Pattern;

/** Minus signs, U+2212, and spaces at which no line breaks, for pages. */
public final class Typography {

  /** A hyphen where only a sign or an operator can be: before a number, or between spaces. */
  private static final Pattern HYPHEN = Pattern.compile("(?<=^|[\\s(])-(?=[0-9]|\\s)");

  private Typography() {}

  /** Returns sentences or a number with minus signs for hyphens that stand for them. */
  public static String withMinus(String text) {
    return HYPHEN.matcher(text).replaceAll("−");
  }

  /** Returns sentences with minus signs, in which no line breaks inside a number with its error. */
  public static String prose(String text) {
    return withMinus(text)
        .replace(" ± ", "\u00a0±\u00a0")
        .replace(" %", "\u00a0%")
        .replace(" = ", "\u00a0=\u00a0")
        .replace(" nats", "\u00a0nats");
  }
}
