package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NumpyArrays;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * A {@code .npz} file of the codes of a model that was trained anywhere, as NumPy writes it, or a
 * folder with a {@code .npy} file for each array, or a folder of such files with some rows each. It
 * has {@code mean} and {@code log_var}, {@code [N, d]}, also called {@code mu} and {@code logvar};
 * and perhaps {@code reconstruction}, log p(x_n|z) in nats, {@code [N]} or {@code [N, S]} with S
 * samples of z for each row; {@code labels}, whole numbers or text, {@code [N]}; and the same of
 * test rows with {@code test_} before each name.
 */
public final class ModelCodesFile {

  /** What the names of arrays of test rows begin with. */
  private static final String TEST = "test_";

  private static final String RECONSTRUCTION = "reconstruction";

  /** The name of the array with the class of each row. */
  static final String LABELS = "labels";

  private final Path file;
  private final Set<String> there;
  private final Residence residence;

  private ModelCodesFile(Path file, Residence residence) {
    this.file = file;
    this.there = NumpyArrays.names(file);
    this.residence = residence;
  }

  /**
   * Reads a file, or a folder of {@linkplain CodeParts parts}; other arrays are ignored. Numbers
   * that would fill much of the memory stay in their files, if these are not compressed.
   *
   * @throws ElboException USER if it cannot be read, an array is missing, has another shape or
   *     type, or a value is not finite, with all such problems
   */
  public static ModelCodes read(Path path) {
    List<Path> files = CodeParts.of(path);
    return read(path, files, Residence.of(files));
  }

  /** Reads files that are together, whatever their size. */
  static ModelCodes read(Path path, List<Path> files, Residence residence) {
    Problems problems = Problems.user();
    List<Checked<ModelCodes>> parts =
        files.stream().map(file -> problems.attempt(() -> read(file, residence))).toList();
    problems.requireNone();
    return new JoinedCodes(path, files, parts.stream().map(Checked::value).toList(), residence)
        .joined();
  }

  private static ModelCodes read(Path file, Residence residence) {
    ModelCodesFile codes = new ModelCodesFile(file, residence);
    Problems problems = Problems.user();
    Checked<RowCodes> train = problems.attempt(() -> codes.rows(""));
    Checked<Optional<RowCodes>> test =
        problems.attempt(() -> codes.hasTest() ? Optional.of(codes.rows(TEST)) : Optional.empty());
    problems.check(
        () -> test.value().ifPresent(rows -> codes.requireSameDimensions(train.value(), rows)));
    problems.requireNone();
    return new ModelCodes(train.value(), test.value());
  }

  /** Returns whether there is any array of test rows, so that a missing one is found. */
  private boolean hasTest() {
    return ArrayNames.MEAN.with(TEST).isIn(there)
        || ArrayNames.LOG_VARIANCE.with(TEST).isIn(there)
        || there.contains(TEST + RECONSTRUCTION)
        || there.contains(TEST + LABELS);
  }

  private void requireSameDimensions(RowCodes train, RowCodes test) {
    int d = train.posteriors().dimensions();
    int other = test.posteriors().dimensions();
    if (d != other) {
      throw ElboException.user(
          "%s: the codes have %d dimensions, those of test rows %d; give codes of one model"
              .formatted(file, d, other));
    }
  }

  private RowCodes rows(String prefix) {
    Problems problems = Problems.user();
    Checked<Posteriors> posteriors =
        problems.attempt(() -> PosteriorsFile.read(file, there, prefix, residence));
    Checked<Optional<RowReconstruction>> reconstruction =
        problems.attempt(
            () ->
                there.contains(prefix + RECONSTRUCTION)
                    ? Optional.of(reconstruction(prefix + RECONSTRUCTION))
                    : Optional.empty());
    Checked<Optional<WordArray>> labels =
        problems.attempt(() -> NumpyArrays.words(file, prefix + LABELS));
    problems.check(
        () ->
            reconstruction
                .value()
                .ifPresent(
                    given ->
                        requireRows(prefix + RECONSTRUCTION, given.size(), posteriors.value())));
    problems.check(
        () ->
            labels
                .value()
                .ifPresent(
                    given -> requireRows(prefix + LABELS, given.size(), posteriors.value())));
    problems.requireNone();
    return new RowCodes(posteriors.value(), reconstruction.value(), labels.value());
  }

  private void requireRows(String name, int rows, Posteriors posteriors) {
    if (rows != posteriors.size()) {
      throw ElboException.user(
          "%s: %s has %d rows, the codes have %d; give one for each row of the codes, in their order"
              .formatted(file, name, rows, posteriors.size()));
    }
  }

  private RowReconstruction reconstruction(String name) {
    NamedArrays arrays = NamedArrays.read(file, name);
    NpyArray array = arrays.get(name);
    if (array.rank() != 1 && array.rank() != 2) {
      throw arrays.shapes("[N], or [N, S] with S samples of z: log p(x|z) of whole rows", name);
    }
    try {
      return new RowReconstruction(array.doubles(), array.rank() == 1 ? 1 : array.length(1));
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }
}
