package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * The codes of several files as those of one.
 *
 * @param folder of the files, for messages
 * @param files in the order of their rows
 * @param codes of each
 * @param residence where their numbers are
 */
record JoinedCodes(Path folder, List<Path> files, List<ModelCodes> codes, Residence residence) {

  /**
   * Joins them.
   *
   * @throws ElboException USER if they differ in dimensions, or some have what others lack, with
   *     all problems
   */
  ModelCodes joined() {
    Problems problems = Problems.user();
    Checked<RowCodes> train =
        problems.attempt(() -> rows("", codes.stream().map(ModelCodes::train).toList()));
    Checked<Optional<RowCodes>> test =
        problems.attempt(
            () ->
                together("test rows", ModelCodes::test, codes)
                    .map(rows -> rows("test rows: ", rows)));
    problems.requireNone();
    return new ModelCodes(train.value(), test.value());
  }

  private RowCodes rows(String what, List<RowCodes> parts) {
    Problems problems = Problems.user();
    Checked<Posteriors> posteriors =
        problems.attempt(() -> posteriors(parts.stream().map(RowCodes::posteriors).toList()));
    Checked<Optional<RowReconstruction>> reconstruction =
        problems.attempt(
            () ->
                together(what + "reconstruction", RowCodes::reconstruction, parts)
                    .map(this::reconstruction));
    Checked<Optional<WordArray>> labels =
        problems.attempt(
            () -> together(what + "labels", RowCodes::labels, parts).map(this::labels));
    problems.requireNone();
    return new RowCodes(posteriors.value(), reconstruction.value(), labels.value());
  }

  private Posteriors posteriors(List<Posteriors> parts) {
    for (int i = 1; i < parts.size(); i++) {
      int d = parts.get(0).dimensions();
      if (parts.get(i).dimensions() != d) {
        throw ElboException.user(
            "%s: the codes of %s have %d dimensions, those of %s %d; give codes of one model"
                .formatted(folder, name(0), d, name(i), parts.get(i).dimensions()));
      }
    }
    if (parts.size() == 1) {
      return residence == Residence.FILE ? Residence.settled(folder, parts.get(0)) : parts.get(0);
    }
    try {
      return Residence.settled(folder, new Posteriors(JoinedRows.of(parts)));
    } catch (ArithmeticException e) {
      throw ElboException.user(folder + ": the parts have more than 2147483647 rows", e);
    }
  }

  private RowReconstruction reconstruction(List<RowReconstruction> parts) {
    for (int i = 1; i < parts.size(); i++) {
      int samples = parts.get(0).samples();
      if (parts.get(i).samples() != samples) {
        throw ElboException.user(
            "%s: the reconstruction of %s has %d samples of each row, that of %s %d; give as many"
                .formatted(folder, name(0), samples, name(i), parts.get(i).samples()));
      }
    }
    try {
      return RowReconstruction.joined(parts);
    } catch (IllegalArgumentException e) {
      throw ElboException.user(folder + ": " + e.getMessage(), e);
    }
  }

  private WordArray labels(List<WordArray> parts) {
    try {
      return WordArray.joined(parts);
    } catch (IllegalArgumentException e) {
      throw ElboException.user(folder + ": labels: " + e.getMessage(), e);
    }
  }

  /** Returns what every part has, or nothing if none has. */
  private <P, T> Optional<List<T>> together(
      String what, Function<P, Optional<T>> part, List<P> parts) {
    List<Optional<T>> found = parts.stream().map(part).toList();
    for (int i = 1; i < found.size(); i++) {
      if (found.get(i).isPresent() != found.get(0).isPresent()) {
        boolean first = found.get(0).isPresent();
        throw ElboException.user(
            "%s: %s has %s, %s has none; give them in every part, or in none"
                .formatted(folder, name(first ? 0 : i), what, name(first ? i : 0)));
      }
    }
    return Optional.of(found.stream().flatMap(Optional::stream).toList())
        .filter(all -> !all.isEmpty());
  }

  private String name(int part) {
    return String.valueOf(files.get(part).getFileName());
  }
}
