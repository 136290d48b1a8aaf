package org.elbosurgery.framework.spark;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** What Spark says of a failure, without what it prints of its own insides. */
final class SparkFailure {

  private static final int LONGEST = 300;

  /** What stands before the failure of a task that has failed too often. */
  private static final String RECENT = "most recent failure: ";

  private SparkFailure() {}

  /** Returns the reason in one line: that of the task whose loss ended the work, if it was one. */
  static String reason(Throwable failure) {
    List<Throwable> chain = ExceptionUtils.getThrowableList(failure);
    return chain.stream()
        .map(each -> StringUtils.substringAfter(each.getMessage(), RECENT))
        .filter(StringUtils::isNotEmpty)
        .findFirst()
        .map(SparkFailure::line)
        .orElseGet(() -> line(message(chain.get(chain.size() - 1))));
  }

  private static String message(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  private static String line(String message) {
    return StringUtils.abbreviate(message.lines().findFirst().orElse(message).strip(), LONGEST);
  }
}
