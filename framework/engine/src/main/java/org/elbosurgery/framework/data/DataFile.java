package org.elbosurgery.framework.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.npy.ForeignFormat;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * A user's file with one table or, for {@code .npz}, several; or a folder of images. The format of
 * a file is recognised by its content.
 */
final class DataFile {

  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private final Path path;
  private final Set<String> names; // of all arrays of a .npz file
  private final Map<String, NpyArray> arrays; // the ones that may be needed
  private final Optional<NamedRows> table; // of any other file

  private DataFile(
      Path path, Set<String> names, Map<String, NpyArray> arrays, Optional<NamedRows> table) {
    this.path = path;
    this.names = names;
    this.arrays = arrays;
    this.table = table;
  }

  /**
   * Reads a file.
   *
   * @throws ElboException USER if it cannot be read or has none of the known formats
   */
  static DataFile read(Path path) {
    if (Files.isDirectory(path)) {
      return new DataFile(path, Set.of(), Map.of(), Optional.of(ImageFolder.read(path)));
    }
    byte[] start = start(path);
    if (startsWith(start, 'P', 'K')) {
      Set<String> names = Npz.names(path);
      Set<String> wanted = names.size() == 1 ? names : Set.of(TRAIN, TEST);
      return new DataFile(path, names, Npz.read(path, wanted), Optional.empty());
    }
    return new DataFile(path, Set.of(), Map.of(), Optional.of(table(path, start)));
  }

  private static NamedRows table(Path path, byte[] start) {
    if (startsWith(start, 0x93, 'N')) {
      return NumpyTable.of(path.toString(), NpyArray.read(path));
    }
    if (ForeignFormat.isText(path)) {
      return TextTable.read(path);
    }
    ForeignFormat.refuse(path);
    boolean compressed = startsWith(start, 0x1f, 0x8b);
    try (UntrustedInput in = compressed ? UntrustedInput.gunzip(path) : UntrustedInput.open(path)) {
      return IdxImages.read(in);
    }
  }

  private static byte[] start(Path path) {
    try (InputStream in = RegularFile.open(path)) {
      return in.readNBytes(2);
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }

  private static boolean startsWith(byte[] start, int first, int second) {
    return start.length == 2 && start[0] == (byte) first && start[1] == (byte) second;
  }

  /**
   * Returns the table to train on: the array {@code train}, or the only one.
   *
   * @throws ElboException USER if there is neither of these
   */
  NamedRows train() {
    return only(TRAIN);
  }

  /**
   * Returns the table to test on, from a file given for testing: the array {@code test}, or the
   * only one.
   *
   * @throws ElboException USER if there is neither of these
   */
  NamedRows test() {
    return only(TEST);
  }

  /** Returns the array {@code test} of a file given for training; empty if there is none. */
  Optional<NamedRows> testBesideTrain() {
    return Optional.ofNullable(arrays.containsKey(TRAIN) ? arrays.get(TEST) : null)
        .map(array -> NumpyTable.of(path + ": array " + TEST, array));
  }

  private NamedRows only(String wanted) {
    return table.orElseGet(
        () -> {
          String name = names.size() == 1 ? names.iterator().next() : wanted;
          if (!arrays.containsKey(name)) {
            throw ElboException.user(
                path
                    + " holds the arrays "
                    + Quotation.of(names.toString())
                    + ": call one of them "
                    + wanted
                    + ", or save it alone");
          }
          return NumpyTable.of(path + ": array " + Quotation.of(name), arrays.get(name));
        });
  }
}
