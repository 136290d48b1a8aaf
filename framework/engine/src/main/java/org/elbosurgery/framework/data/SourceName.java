package org.elbosurgery.framework.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** Finds the source of data that a user names, by a word or by one or two files. */
final class SourceName {

  private static final Map<String, Supplier<Source>> WORDS = words();

  /** How a comma that belongs to the name of a file is written. */
  private static final String COMMA = "\\,";

  private SourceName() {}

  private static Map<String, Supplier<Source>> words() {
    Map<String, Supplier<Source>> words = new LinkedHashMap<>();
    words.put("mnist", BundledMnist::load);
    words.put("synthetic", SyntheticData::load);
    return words;
  }

  /**
   * Loads a source.
   *
   * @param name {@code mnist}, {@code synthetic} or {@code TRAIN[,TEST]}; a comma in the name of a
   *     file is written {@code \,}
   * @throws ElboException USER if there is no such source or a file is not readable, with the
   *     problems of both files
   */
  static Source load(String name) {
    Supplier<Source> known = WORDS.get(name);
    if (known != null) {
      return known.get();
    }
    List<String> files = files(name);
    if (files.size() > 2 || files.stream().anyMatch(String::isBlank)) {
      throw ElboException.user("data is \"" + name + "\"; " + allowed());
    }
    if (files.size() == 1 && !exists(files.get(0))) {
      throw ElboException.user(
          "data is \"" + name + "\", but there is no such file; " + allowed() + nearest(name));
    }
    return ofFiles(name, files);
  }

  /** Returns a name that is valid in any working directory, with absolute paths of files. */
  static String located(String name) {
    return WORDS.containsKey(name)
        ? name
        : files(name).stream()
            .map(
                file -> exists(file) ? Path.of(file).toAbsolutePath().normalize().toString() : file)
            .map(file -> file.replace(",", COMMA))
            .collect(Collectors.joining(","));
  }

  /** Returns the name of the first file or folder, without the folders that it is in. */
  static String first(String name) {
    String file = files(name).get(0).replaceFirst("[/\\\\]+$", "");
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  /**
   * Splits a name at commas, except at commas that belong to a file, {@code \,}, and except if the
   * whole is the name of a file and the parts are not.
   */
  private static List<String> files(String name) {
    List<String> files =
        Stream.of(name.split("(?<!\\\\),", -1)).map(file -> file.replace(COMMA, ",")).toList();
    return exists(name) && !files.stream().allMatch(SourceName::exists) ? List.of(name) : files;
  }

  private static String allowed() {
    return "give "
        + String.join(", ", WORDS.keySet())
        + " or files TRAIN[,TEST] (IDX images, .npy, .npz, CSV, HDF5, .h5ad, .mat or"
        + " .safetensors; or folders of PNG or JPEG images; a comma in a name is written \\,)";
  }

  private static String nearest(String name) {
    return NearestName.of(name, WORDS.keySet())
        .map(word -> "; did you mean " + word + "?")
        .orElse("");
  }

  private static boolean exists(String file) {
    try {
      return Files.exists(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Source ofFiles(String name, List<String> files) {
    Problems problems = Problems.user();
    Checked<DataFile> first = problems.attempt(() -> read(files.get(0)));
    Checked<NamedRows> train = problems.attempt(() -> first.value().train());
    Checked<Optional<NamedRows>> beside = problems.attempt(() -> first.value().testBesideTrain());
    if (files.size() == 1) {
      problems.requireNone();
      return new Source(name, train.value(), beside.value());
    }
    problems.check(() -> requireNoTestRows(beside.value(), files));
    Checked<NamedRows> test = problems.attempt(() -> read(files.get(1)).test());
    problems.requireNone();
    return new Source(name, train.value(), Optional.of(test.value()));
  }

  private static void requireNoTestRows(Optional<NamedRows> beside, List<String> files) {
    if (beside.isPresent()) {
      throw ElboException.user(
          files.get(0) + " holds test rows already: leave out " + files.get(1));
    }
  }

  private static DataFile read(String file) {
    if (!exists(file)) {
      throw ElboException.user("data: there is no file \"" + file + "\"");
    }
    return DataFile.read(Path.of(file));
  }
}
