package org.elbosurgery.framework.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.problem.Problems;

/** Checks that the content of a source suits the options and the likelihood. */
final class SourceCheck {

  private static final String GREY_ADVICE =
      "make grey values from 0 to 1 binary by --binarize threshold, static or dynamic, scale others"
          + " first, or take another likelihood";
  private static final String SCALE_ADVICE = "scale them first, or take another likelihood";
  private static final String LEVELS_ADVICE =
      "divide grey values of 8 bits by 255, as is done for images and uint8 arrays, or take another"
          + " likelihood";
  private static final String COUNTS_ADVICE =
      "give counts as they were counted, neither scaled nor averaged (uint8 is taken for grey values:"
          + " use int32), or take another likelihood";
  private static final Support PROBABILITIES = Support.density(Interval.UNIT);
  private static final String BINARY_ADVICE =
      "binarization takes values for probabilities: scale them";

  private SourceCheck() {}

  /**
   * Checks a source.
   *
   * @throws ElboException USER if it does not suit them, with all problems
   */
  static void require(Source source, DataOptions options, Support support) {
    Problems problems = Problems.user();
    limit(source.train(), options.limit()).ifPresent(problems::add);
    source.test().flatMap(test -> width(source.train(), test)).ifPresent(problems::add);
    if (options.binarize() == Binarization.NONE) {
      problems.addAll(values(source, options, support, advice(support)));
    } else {
      binary(support).ifPresent(problems::add);
      problems.addAll(values(source, options, PROBABILITIES, BINARY_ADVICE));
    }
    problems.requireNone();
  }

  private static String advice(Support support) {
    if (support.equals(Support.BINARY)) {
      return GREY_ADVICE;
    }
    if (support.equals(Support.GREY_LEVELS)) {
      return LEVELS_ADVICE;
    }
    return support.equals(Support.COUNTS) ? COUNTS_ADVICE : SCALE_ADVICE;
  }

  private static Optional<String> limit(NamedRows train, int limit) {
    int size = train.rows().size();
    return limit <= size
        ? Optional.empty()
        : Optional.of(
            "limit is %s, but %s has %s rows: take fewer, or 0 for all"
                .formatted(limit, train.name(), size));
  }

  private static Optional<String> width(NamedRows train, NamedRows test) {
    int expected = train.rows().width();
    int given = test.rows().width();
    return given == expected
        ? Optional.empty()
        : Optional.of(
            "%s has rows of %s values, %s of %s: give test rows that fit the training rows"
                .formatted(test.name(), given, train.name(), expected));
  }

  private static Optional<String> binary(Support support) {
    return support.contains(0) && support.contains(1)
        ? Optional.empty()
        : Optional.of(
            "binarized values are 0 and 1, but the likelihood allows values %s only: take another"
                .formatted(ValueCheck.inWords(support.range())));
  }

  private static List<String> values(
      Source source, DataOptions options, Support allowed, String advice) {
    Rows train = options.firstOf(source.train().rows());
    return Stream.of(
            ValueCheck.problem(source.train().name(), train, allowed),
            source.test().flatMap(test -> ValueCheck.problem(test.name(), test.rows(), allowed)))
        .flatMap(Optional::stream)
        .map(problem -> problem + ": " + advice)
        .toList();
  }
}
