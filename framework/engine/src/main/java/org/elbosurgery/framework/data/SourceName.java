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
   * @param labels where the classes of the rows are, as in {@link DataOptions#labels}
   * @throws ElboException USER if there is no such source, a file is not readable, with the
   *     problems of both files, or there are no such labels
   */
  static Source load(String name, String labels) {
    Optional<LabelPlaces> places = LabelPlaces.of(labels);
    Supplier<Source> known = WORDS.get(name);
    if (known != null) {
      Source source = known.get();
      return places.map(given -> source.with(given.find(source, List.of()))).orElse(source);
    }
    List<String> files = files(name);
    if (files.size() > 2 || files.stream().anyMatch(String::isBlank)) {
      throw ElboException.user("data is \"" + name + "\"; " + allowed());
    }
    if (files.size() == 1 && !exists(files.get(0))) {
      throw ElboException.user(
          "data is \"" + name + "\", but there is no such file; " + allowed() + nearest(name));
    }
    return ofFiles(name, files, places);
  }

  /** Returns a name that is valid in any working directory, with absolute paths of files. */
  static String located(String name) {
    return WORDS.containsKey(name)
        ? name
        : joined(files(name).stream().map(file -> exists(file) ? absolute(file) : file));
  }

  /** Returns the absolute path of a file. */
  static String absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize().toString();
  }

  /** Returns the name of several files, which {@link #files} splits. */
  static String joined(Stream<String> files) {
    return files.map(file -> file.replace(",", COMMA)).collect(Collectors.joining(","));
  }

  /** Returns the name of the first file or folder, without the folders that it is in. */
  static String first(String name) {
    return withoutFolders(files(name).get(0));
  }

  /** Returns the names with absolute paths cut to the file or folder that they lead to. */
  static String published(String name) {
    return joined(files(name).stream().map(file -> isAbsolute(file) ? withoutFolders(file) : file));
  }

  private static String withoutFolders(String path) {
    String file = path.replaceFirst("[/\\\\]+$", "");
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  /**
   * Splits a name at commas, except at commas that belong to a file, {@code \,}, and except if the
   * whole is the name of a file and the parts are not.
   */
  static List<String> files(String name) {
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

  /** Returns whether a name is an absolute path, of a file that may not be there. */
  static boolean isAbsolute(String name) {
    try {
      return Path.of(name).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns whether a name is that of a file which is no folder. */
  static boolean isFile(String name) {
    return exists(name) && !Files.isDirectory(Path.of(name));
  }

  private static Source ofFiles(String name, List<String> files, Optional<LabelPlaces> places) {
    Problems problems = Problems.user();
    Checked<DataFile> first =
        problems.attempt(() -> read(files.get(0), places.map(LabelPlaces::column)));
    Checked<NamedRows> train = problems.attempt(() -> first.value().train());
    Checked<Optional<NamedRows>> beside = problems.attempt(() -> first.value().testBesideTrain());
    if (files.size() == 1) {
      problems.requireNone();
      Source source = new Source(name, train.value(), beside.value());
      return labelled(source, List.of(first.value()), places);
    }
    problems.check(() -> requireNoTestRows(beside.value(), files));
    Checked<DataFile> second =
        problems.attempt(() -> read(files.get(1), places.map(LabelPlaces::testColumn)));
    Checked<NamedRows> test = problems.attempt(() -> second.value().test());
    problems.requireNone();
    Source source = new Source(name, train.value(), Optional.of(test.value()));
    return labelled(source, List.of(first.value(), second.value()), places);
  }

  private static Source labelled(
      Source source, List<DataFile> files, Optional<LabelPlaces> places) {
    return places.map(given -> source.with(given.find(source, files))).orElse(source);
  }

  private static void requireNoTestRows(Optional<NamedRows> beside, List<String> files) {
    if (beside.isPresent()) {
      throw ElboException.user(
          files.get(0) + " holds test rows already: leave out " + files.get(1));
    }
  }

  private static DataFile read(String file, Optional<String> labels) {
    if (!exists(file)) {
      throw ElboException.user("data: there is no file \"" + file + "\"");
    }
    return DataFile.read(Path.of(file), labels.orElse(""));
  }
}
