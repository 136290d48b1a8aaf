package org.elbosurgery.framework.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.npy.ForeignFormat;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.Safetensors;
import org.elbosurgery.framework.npy.WordArray;

/**
 * A user's file with one table or several, as {@code .npz}, HDF5, MATLAB and safetensors files
 * have; or a folder of images. The format of a file is recognised by its content.
 */
final class DataFile {

  /** What is usual for the name of an array with the rows to train on, ours first. */
  private static final List<String> TRAIN =
      List.of("train", "x_train", "X_train", "train_data", "X");

  /** Likewise of test rows; {@code X} is of a second file. */
  private static final List<String> TEST = List.of("test", "x_test", "X_test", "test_data", "X");

  private final Path path;
  private final Set<String> names; // of all arrays; none of a table
  private final Map<String, NpyArray> arrays; // the ones that may be needed
  private final Optional<NamedRows> table; // of any other file
  private final LabelledParts parts;

  private DataFile(
      Path path,
      Set<String> names,
      Map<String, NpyArray> arrays,
      Optional<NamedRows> table,
      LabelledParts parts) {
    this.path = path;
    this.names = names;
    this.arrays = arrays;
    this.table = table;
    this.parts = parts;
  }

  /**
   * Reads a file.
   *
   * @throws ElboException USER if it cannot be read or has none of the known formats
   */
  static DataFile read(Path path) {
    return read(path, "");
  }

  /**
   * Reads a file of which a column may have labels instead of values.
   *
   * @param column the name or the number of the column, if it is a table of text; empty for none
   * @throws ElboException USER if it cannot be read or has none of the known formats
   */
  static DataFile read(Path path, String column) {
    if (Files.isDirectory(path)) {
      return ofTable(
          path,
          ImageFolder.read(path),
          new LabelledParts(
              () -> List.of(DataOptions.FOLDERS), name -> Optional.of(ImageFolder.classes(path))));
    }
    if (FileStart.of(path).isZip()) {
      return ofArrays(
          path,
          Npz.names(path),
          wanted -> Npz.read(path, wanted),
          new LabelledParts(() -> Npz.names(path), name -> Npz.words(path, name)));
    }
    Optional<ForeignFormat> foreign = ForeignFormat.of(path);
    if (foreign.isEmpty()) {
      return ofTable(path, ownTable(path), LabelledParts.NONE);
    }
    return switch (foreign.get()) {
      case HDF5 ->
          ofArrays(
              path,
              HdfArrays.names(path),
              wanted -> HdfArrays.read(path, wanted),
              new LabelledParts(() -> HdfLabels.names(path), name -> HdfLabels.read(path, name)));
      case MATLAB ->
          ofArrays(
              path,
              MatlabArrays.names(path),
              wanted -> MatlabArrays.read(path, wanted),
              new LabelledParts(
                  () -> MatlabArrays.all(path), name -> MatlabArrays.words(path, name)));
      case SAFETENSORS ->
          ofArrays(
              path,
              Safetensors.names(path),
              wanted -> Safetensors.read(path, wanted),
              new LabelledParts(() -> Safetensors.names(path), name -> tensorLabels(path, name)));
      case CSV, TEXT -> ofText(path, TextTable.read(path, column), column);
      default -> throw foreign.get().problem(path);
    };
  }

  private static Optional<WordArray> tensorLabels(Path path, String name) {
    return Optional.ofNullable(Safetensors.read(path, Set.of(name)).get(name))
        .map(tensor -> LabelWords.of(path + ": " + Quotation.of(name), tensor));
  }

  private static DataFile ofText(Path path, TextTable.Content content, String column) {
    return ofTable(
        path,
        content.rows(),
        new LabelledParts(
            content::names, name -> content.labels().filter(words -> name.equals(column))));
  }

  private static DataFile ofTable(Path path, NamedRows table, LabelledParts parts) {
    return new DataFile(path, Set.of(), Map.of(), Optional.of(table), parts);
  }

  private static DataFile ofArrays(
      Path path,
      Set<String> names,
      Function<Set<String>, Map<String, NpyArray>> read,
      LabelledParts parts) {
    Set<String> wanted = new LinkedHashSet<>(TRAIN);
    wanted.addAll(TEST);
    wanted.retainAll(names);
    return new DataFile(
        path, names, read.apply(names.size() == 1 ? names : wanted), Optional.empty(), parts);
  }

  private static NamedRows ownTable(Path path) {
    FileStart start = FileStart.of(path);
    if (start.isNpy()) {
      return NumpyTable.of(path.toString(), NpyArray.read(path));
    }
    try (UntrustedInput in = start.open()) {
      return IdxImages.read(in);
    }
  }

  /**
   * Returns the table to train on: an array with a usual name, {@code train} first, or the only
   * one.
   *
   * @throws ElboException USER if there is none of these
   */
  NamedRows train() {
    return only(TRAIN);
  }

  /**
   * Returns the table to test on, from a file given for testing: an array with a usual name, {@code
   * test} first, or the only one.
   *
   * @throws ElboException USER if there is none of these
   */
  NamedRows test() {
    return only(TEST);
  }

  /** Returns the parts of the file that may be the labels of its rows. */
  LabelledParts parts() {
    return parts;
  }

  /** Returns the test rows of a file given for training; empty if there are none. */
  Optional<NamedRows> testBesideTrain() {
    Optional<String> train = found(TRAIN);
    return train.isEmpty()
        ? Optional.empty()
        : found(TEST).filter(name -> !name.equals(train.get())).map(this::table);
  }

  private NamedRows only(List<String> wanted) {
    return table.orElseGet(
        () ->
            (names.size() == 1 ? names.stream().findFirst() : found(wanted))
                .map(this::table)
                .orElseThrow(() -> without(wanted)));
  }

  private ElboException without(List<String> wanted) {
    if (names.isEmpty()) {
      return ElboException.user(
          path + " has no arrays of numbers at its root; save one there, of floats or integers");
    }
    return ElboException.user(
        path
            + " holds the arrays "
            + Quotation.of(names.toString())
            + ": call one of them "
            + wanted.get(0)
            + ", or save it alone");
  }

  private Optional<String> found(List<String> wanted) {
    return wanted.stream().filter(arrays::containsKey).findFirst();
  }

  private NamedRows table(String name) {
    return NumpyTable.of(path + ": array " + Quotation.of(name), arrays.get(name));
  }
}
