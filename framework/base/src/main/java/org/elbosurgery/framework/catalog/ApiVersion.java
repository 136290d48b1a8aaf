package org.elbosurgery.framework.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a version of elbo-api that determines which plugins run with it, by the rule on the
 * page of the contracts.
 *
 * @param major changes if the contracts break
 * @param minor changes if the contracts grow; while the major version is 0, also if they break
 */
record ApiVersion(int major, int minor) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(\\D.*)?");

  /** Parses a version such as 0.1.0-SNAPSHOT; empty if the text is not a version. */
  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Returns whether a plugin that was built against another version runs with this one. */
  boolean runs(ApiVersion built) {
    return major == built.major && (major == 0 ? minor == built.minor : minor >= built.minor);
  }
}
