package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;

/** Loads data sets: the bundled one, the synthetic one, and users' files. */
public final class DataSource {

  /**
   * Loads a data set according to the options.
   *
   * @param options which data to use, and how
   * @param support the values that the decoder's likelihood allows
   * @param random the source of randomness of a stochastic binarization; a row's draw depends only
   *     on it, the split, the epoch and the row's number
   * @return the data set, all of whose values lie in the support
   * @throws ElboException USER if there is no such source, a file is unreadable or damaged, the
   *     limit exceeds the training rows, the widths of training and test rows differ, a value is
   *     not finite or outside the support, or there are no such labels or not one for each row;
   *     with all problems
   */
  public DataSet load(DataOptions options, Support support, RandomStream random) {
    Source source = SourceName.load(options.data(), options.labels());
    SourceCheck.require(source, options, support);
    DataSet data =
        binarized(source, options, random.named("binarize"))
            .withRepeatedTestRows(repeatedTestRows(source, options));
    return source
        .labels()
        .map(labels -> data.with(labels.firstOf(data.train().size())))
        .orElse(data);
  }

  /**
   * Returns the value of {@link DataOptions#data} in a form that is valid in any working directory,
   * with absolute paths of files.
   */
  public static String located(String data) {
    return SourceName.located(data);
  }

  /**
   * Returns the value of {@link DataOptions#labels} in a form that is valid in any working
   * directory, with absolute paths of files; names of arrays and columns stay as they are.
   */
  public static String locatedLabels(String labels) {
    return LabelPlaces.of(labels).map(LabelPlaces::located).orElse("");
  }

  /**
   * Returns the name of the first source that a value of {@link DataOptions#data} names, without
   * the folders that it is in.
   */
  public static String first(String data) {
    return SourceName.first(data);
  }

  /**
   * Returns a value of {@link DataOptions#data} or {@link DataOptions#labels} without the folders
   * of absolute paths, which concern nobody but their owner: the data are known by their digests.
   */
  public static String published(String places) {
    return SourceName.published(places);
  }

  private static Optional<Integer> repeatedTestRows(Source source, DataOptions options) {
    Rows train = options.firstOf(source.train().rows());
    return source.test().flatMap(test -> RepeatedRows.beyondChance(train, test.rows()));
  }

  private static DataSet binarized(Source source, DataOptions options, RandomStream random) {
    String name = source.name();
    String sha256 = source.sha256();
    Rows train = options.firstOf(source.train().rows());
    Optional<Rows> test = source.test().map(NamedRows::rows);
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
}
