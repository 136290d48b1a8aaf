package org.elbosurgery.framework.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of elbo-api, as far as it decides which plugins run with it: the page of the contracts
 * has the rule.
 *
 * @param major the contracts break where it changes
 * @param minor the contracts grow where it changes; while the major version is 0 they break
 */
record ApiVersion(int major, int minor) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(\\D.*)?");

  /** Reads a version such as 0.1.0-SNAPSHOT; empty if it is none. */
  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Returns whether a plugin runs with this version that was built against another one. */
  boolean runs(ApiVersion built) {
    return major == built.major && (major == 0 ? minor == built.minor : minor >= built.minor);
  }
}
