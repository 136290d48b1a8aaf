package org.elbosurgery.framework.option;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An option that has two values.
 *
 * @param option which one
 * @param then its earlier value, as a user would type it
 * @param now its later value
 */
public record Difference(OptionDescriptor option, String then, String now) {

  /** Returns it in words, such as "latent was 2, is 10". */
  public String text() {
    return option.name() + " was " + then + ", is " + now;
  }

  /** Returns several in words, one after the other. */
  public static String text(List<Difference> differences) {
    return differences.stream().map(Difference::text).collect(Collectors.joining(", "));
  }
}
