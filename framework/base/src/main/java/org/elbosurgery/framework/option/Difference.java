package org.elbosurgery.framework.option;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The difference between two values of an option.
 *
 * @param option the option
 * @param then its earlier value, as a user would type it
 * @param now its later value
 */
public record Difference(OptionDescriptor option, String then, String now) {

  /** Returns the difference in words, such as "latent was 2, is 10". */
  public String text() {
    return option.name() + " was " + then + ", is " + now;
  }

  /** Returns several differences in words. */
  public static String text(List<Difference> differences) {
    return differences.stream().map(Difference::text).collect(Collectors.joining(", "));
  }
}
