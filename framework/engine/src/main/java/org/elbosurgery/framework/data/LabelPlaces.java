package org.elbosurgery.framework.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * Where the classes of rows are: in a file of their own, or, if there is no such file, under a name
 * in the file of the rows.
 *
 * @param train of the training rows
 * @param test of the test rows; empty if it is not said
 */
record LabelPlaces(String train, Optional<String> test) {

  private static final String ALLOWED =
      "give the name of an array or a column of the data, "
          + DataOptions.FOLDERS
          + " for images in a folder for each class, or files TRAIN[,TEST] with a label for each row"
          + " (.npy, IDX, text)";

  /**
   * Reads the value of {@link DataOptions#labels}.
   *
   * @return empty if there are to be no labels
   * @throws ElboException USER if it names more than two places, or one has no name
   */
  static Optional<LabelPlaces> of(String labels) {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    List<String> places = SourceName.files(labels);
    if (places.size() > 2 || places.stream().anyMatch(String::isBlank)) {
      throw ElboException.user("labels is \"" + Quotation.of(labels) + "\"; " + ALLOWED);
    }
    return Optional.of(new LabelPlaces(places.get(0), places.stream().skip(1).findFirst()));
  }

  /** Returns whether all are files, {@linkplain #located located} where the rows are read. */
  boolean areFiles() {
    return Stream.concat(Stream.of(train), test.stream())
        .allMatch(place -> Path.of(place).isAbsolute());
  }

  /** Returns the column to look for in a table of training rows; empty if they are in a file. */
  String column() {
    return SourceName.isFile(train) ? "" : train;
  }

  /** Returns the same of test rows. */
  String testColumn() {
    return test.filter(place -> !SourceName.isFile(place)).orElseGet(this::column);
  }

  /** Returns the places in a form that is valid in any working directory. */
  String located() {
    return Stream.concat(Stream.of(train), test.stream())
        .map(SourceName::located)
        .collect(Collectors.joining(","));
  }

  /**
   * Finds the classes of the rows of a source.
   *
   * @param files the files of the source, one or two; none of built-in data
   * @throws ElboException USER if they are not there, not whole numbers or text, or not one for
   *     each row, with all problems
   */
  Labels find(Source source, List<DataFile> files) {
    Problems problems = Problems.user();
    if (test.isPresent() && source.test().isEmpty()) {
      problems.add(
          "labels name a place of test rows, \"%s\", but the data have none; leave it out"
              .formatted(Quotation.of(test.get())));
    }
    Optional<DataFile> last = files.stream().reduce((first, second) -> second);
    Checked<WordArray> ofTrain =
        problems.attempt(() -> required(train, files.stream().findFirst(), source.train()));
    Checked<Optional<WordArray>> ofTest =
        problems.attempt(() -> source.test().flatMap(rows -> ofTest(last, rows)));
    problems.requireNone();
    return new Labels(ofTrain.value(), ofTest.value());
  }

  private Optional<WordArray> ofTest(Optional<DataFile> file, NamedRows rows) {
    if (test.isPresent()) {
      return Optional.of(required(test.get(), file, rows));
    }
    if (SourceName.isFile(train)) {
      return Optional.empty();
    }
    return Stream.of(train.replace("train", "test"), "test_" + train, train)
        .flatMap(name -> file.flatMap(there -> there.parts().read(name)).stream())
        .filter(words -> words.size() == rows.rows().size())
        .findFirst();
  }

  private static WordArray required(String place, Optional<DataFile> file, NamedRows rows) {
    WordArray found =
        SourceName.isFile(place)
            ? LabelFile.read(Path.of(place), rows.rows().size())
            : file.flatMap(there -> there.parts().read(place))
                .orElseThrow(() -> unknown(place, file));
    if (found.size() != rows.rows().size()) {
      throw ElboException.user(
          "labels \"%s\" are %d, but %s has %d rows; give one for each row, in their order"
              .formatted(Quotation.of(place), found.size(), rows.name(), rows.rows().size()));
    }
    return found;
  }

  private static ElboException unknown(String place, Optional<DataFile> file) {
    Collection<String> known = file.map(there -> there.parts().names()).orElse(List.of());
    String there =
        known.isEmpty() ? "" : " (they have " + Quotation.of(String.join(", ", known)) + ")";
    String nearest =
        NearestName.of(place, known)
            .map(name -> "; did you mean " + Quotation.of(name) + "?")
            .orElse("");
    return ElboException.user(
        "labels is \"%s\", which is no file, and not in the data%s; %s%s"
            .formatted(Quotation.of(place), there, ALLOWED, nearest));
  }
}
