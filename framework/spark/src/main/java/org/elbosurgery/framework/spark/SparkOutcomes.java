package org.elbosurgery.framework.spark;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.elbosurgery.api.ElboException;

/** The ends of all pieces of some work. */
final class SparkOutcomes {

  private SparkOutcomes() {}

  /**
   * Returns the results.
   *
   * @throws ElboException of the category of the first failure if there is any, with all problems
   */
  static <R extends Serializable> List<R> results(List<Outcome<R>> outcomes) {
    List<ElboException> failures =
        outcomes.stream().map(Outcome::failure).filter(Objects::nonNull).toList();
    if (!failures.isEmpty()) {
      Set<String> problems = new LinkedHashSet<>();
      failures.forEach(failure -> problems.addAll(failure.problems()));
      throw ElboException.of(failures.get(0).category(), List.copyOf(problems));
    }
    return outcomes.stream().map(Outcome::result).toList();
  }
}
