package org.elbosurgery.framework.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
 * @param train of the training rows; an empty text if these have no labels
 * @param test of the test rows, likewise; empty if it is not said
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
   * @throws ElboException USER if it names more than two places, or none
   */
  static Optional<LabelPlaces> of(String labels) {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    List<String> places = SourceName.files(labels);
    if (places.size() > 2 || places.stream().allMatch(String::isBlank)) {
      throw ElboException.user("labels is \"" + Quotation.of(labels) + "\"; " + ALLOWED);
    }
    return Optional.of(new LabelPlaces(places.get(0), places.stream().skip(1).findFirst()));
  }

  /**
   * Returns the places with nothing instead of those that are files, {@linkplain #located located}
   * where the rows were read; empty if all are.
   */
  String withoutFiles() {
    String others = written(place -> SourceName.isAbsolute(place) ? "" : place);
    return others.equals(",") ? "" : others;
  }

  /** Returns the column to look for in a table of training rows; empty if they are in a file. */
  String column() {
    return SourceName.isFile(train) ? "" : train;
  }

  /** Returns the same of test rows. */
  String testColumn() {
    return test.filter(place -> !place.isEmpty() && !SourceName.isFile(place))
        .orElseGet(this::column);
  }

  /** Returns the places in a form that is valid in any working directory. */
  String located() {
    return written(place -> SourceName.isFile(place) ? SourceName.absolute(place) : place);
  }

  private String written(UnaryOperator<String> form) {
    return SourceName.joined(Stream.concat(Stream.of(train), test.stream()).map(form));
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
        problems.attempt(() -> source.test().flatMap(rows -> ofTest(last, files.size() > 1, rows)));
    problems.requireNone();
    return new Labels(ofTrain.value(), ofTest.value());
  }

  private Optional<WordArray> ofTest(Optional<DataFile> file, boolean isOwnFile, NamedRows rows) {
    if (test.isPresent()) {
      return test.filter(place -> !place.isEmpty()).map(place -> required(place, file, rows));
    }
    if (SourceName.isFile(train)) {
      return Optional.empty();
    }
    return testNames(isOwnFile)
        .flatMap(name -> file.flatMap(there -> there.parts().read(name)).stream())
        .filter(words -> words.size() == rows.rows().size())
        .findFirst();
  }

  /** Returns what the labels of test rows may be called; beside those of training, not the same. */
  private Stream<String> testNames(boolean isOwnFile) {
    Stream<String> beside =
        Stream.of(train.replace("train", "test"), "test_" + train)
            .filter(name -> !name.equals(train));
    return isOwnFile ? Stream.concat(Stream.of(train), beside) : beside;
  }

  /** Returns the labels at a place; rows without labels have empty words. */
  private static WordArray required(String place, Optional<DataFile> file, NamedRows rows) {
    if (place.isEmpty()) {
      return WordArray.of(Collections.nCopies(rows.rows().size(), ""));
    }
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
    if (SourceName.isAbsolute(place)) {
      return ElboException.user(
          "labels: there is no file \"%s\"; put it back there, or %s"
              .formatted(Quotation.of(place), ALLOWED));
    }
    Collection<String> known =
        file.<Collection<String>>map(there -> there.parts().names().get()).orElse(List.of());
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
