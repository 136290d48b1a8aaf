package org.elbosurgery.framework.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.RandomStream;

/** Loads data sets: the bundled one, the synthetic one, and the user's files. */
public final class DataSource {

  /**
   * Loads a data set and makes it what the options say.
   *
   * @param options which data, and how to take it
   * @param support the values that the decoder's likelihood allows
   * @param random where a stochastic binarization draws from; a row's draw depends on it, on the
   *     split, the epoch and the row's number alone
   * @return the data set, every value of which lies in the support
   * @throws ElboException a user's mistake, with all problems, if there is no such source, a file
   *     is unreadable or damaged, the limit exceeds the training rows, the widths of training and
   *     test rows differ, or a value is not finite or outside the support
   */
  public DataSet load(DataOptions options, Interval support, RandomStream random) {
    Source source = SourceName.load(options.data());
    List<String> problems = problems(source, options, support);
    if (!problems.isEmpty()) {
      throw ElboException.user(problems);
    }
    return binarized(source, options, random.named("binarize"));
  }

  private static DataSet binarized(Source source, DataOptions options, RandomStream random) {
    String name = source.name();
    String sha256 = source.sha256();
    Rows train = limited(source.train().rows(), options.limit());
    Optional<Rows> test = source.test().map(Table::rows);
    return switch (options.binarize()) {
      case NONE -> DataSet.fixed(name, sha256, train, test);
      case THRESHOLD -> DataSet.fixed(name, sha256, PackedBits.of(train), test.map(PackedBits::of));
      case STATIC ->
          DataSet.fixed(name, sha256, drawnTrain(train, random), drawnTest(test, random));
      case DYNAMIC -> {
        RandomStream epochs = random.named("epoch");
        yield DataSet.redrawn(
            name,
            sha256,
            drawnTrain(train, random),
            epoch -> new BernoulliRows(train, epochs.at(epoch)),
            drawnTest(test, random));
      }
    };
  }

  private static Rows drawnTrain(Rows grey, RandomStream random) {
    return PackedBits.of(new BernoulliRows(grey, random.named("train")));
  }

  private static Optional<Rows> drawnTest(Optional<Rows> grey, RandomStream random) {
    return grey.map(rows -> PackedBits.of(new BernoulliRows(rows, random.named("test"))));
  }

  /** Returns the first rows; a limit of 0, or one that is reported as too great, leaves all. */
  private static Rows limited(Rows rows, int limit) {
    return limit == 0 || limit > rows.size() ? rows : rows.first(limit);
  }

  private static List<String> problems(Source source, DataOptions options, Interval support) {
    List<String> problems = new ArrayList<>();
    Table train = source.train();
    if (options.limit() > train.rows().size()) {
      problems.add(
          "limit is "
              + options.limit()
              + ", but "
              + train.name()
              + " has "
              + train.rows().size()
              + " rows: take fewer, or 0 for all");
    }
    source
        .test()
        .filter(test -> test.rows().width() != train.rows().width())
        .ifPresent(
            test ->
                problems.add(
                    test.name()
                        + " has rows of "
                        + test.rows().width()
                        + " values, "
                        + train.name()
                        + " of "
                        + train.rows().width()
                        + ": give test rows that"
                        + " fit the training rows"));
    problems.addAll(valueProblems(source, options, support));
    return problems;
  }

  private static List<String> valueProblems(Source source, DataOptions options, Interval support) {
    List<String> problems = new ArrayList<>();
    boolean grey = options.binarize() == Binarization.NONE;
    if (!grey && !(support.contains(0) && support.contains(1))) {
      problems.add(
          "binarized values are 0 and 1, but the likelihood allows values "
              + ValueCheck.inWords(support)
              + " only: take another likelihood");
    }
    Interval allowed = grey ? support : Interval.UNIT;
    String advice =
        grey
            ? "scale the data (grey values from 0 to 1 can be made binary with --binarize), or take"
                + " another likelihood"
            : "binarization takes values for probabilities: scale them";
    Rows train = limited(source.train().rows(), options.limit());
    ValueCheck.problem(source.train().name(), train, allowed)
        .ifPresent(problem -> problems.add(problem + ": " + advice));
    source
        .test()
        .flatMap(test -> ValueCheck.problem(test.name(), test.rows(), allowed))
        .ifPresent(problem -> problems.add(problem + ": " + advice));
    return problems;
  }
}
