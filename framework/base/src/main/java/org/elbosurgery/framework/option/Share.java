package org.elbosurgery.framework.option;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several shares of some work, for a process of its own.
 *
 * @param number from 1 to count
 * @param count the number of shares
 */
public record Share(int number, int count) {

  /** What users may write, in words. */
  public static final String RANGE = "K/N with K from 1 to N, such as 3/40";

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})");

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the number is not from 1 to count
   */
  public Share {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException("a share is " + RANGE + ", not " + number + "/" + count);
    }
  }

  /** Reads a share as a user writes it; empty if the text is none. */
  public static Optional<Share> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(form.group(1));
    int count = Integer.parseInt(form.group(2));
    return number <= count ? Optional.of(new Share(number, count)) : Optional.empty();
  }

  /** Returns the share as a user writes it. */
  @Override
  public String toString() {
    return number + "/" + count;
  }
}
