package org.elbosurgery.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.Decides;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.option.OptionDescriptor;

/** Names the folder of a run for which the user gave none. */
final class RunNames {

  private static final Path RUNS = Path.of("runs");

  /** The most characters of a name, to which a number may be added. */
  private static final int LONGEST = 120;

  private RunNames() {}

  /**
   * Makes an empty folder for a run, such as {@code runs/gaussian-d2-seed1} or {@code
   * runs/mixture-components20-d10-seed1-epochs60}: the name says what differs from the defaults. If
   * it is used, it ends in -2, -3, ... No two processes make the same folder.
   *
   * @param given the options that the user gave, as text
   * @throws ElboException USER if no folder can be made
   */
  static Path make(Map<String, String> given) {
    return make(RUNS, name(slug(value(ExperimentSpec.PRIOR, given)), given));
  }

  /** Makes an empty folder for a comparison, likewise, such as {@code runs/compare-d2-seed1}. */
  static Path makeForComparison(Map<String, String> given) {
    return make(RUNS, name("compare", given));
  }

  /**
   * Makes an empty folder for a run that trains another further, named after the other.
   *
   * @param earlier the folder of the other
   * @param epochs of the new run
   */
  static Path makeGrown(Path earlier, int epochs) {
    return make(RUNS, grown(earlier, epochs));
  }

  static String grown(Path earlier, int epochs) {
    String name = earlier.toAbsolutePath().normalize().getFileName().toString();
    return name.replaceFirst("-epochs[0-9]+$", "") + "-epochs" + epochs;
  }

  /**
   * Returns a name.
   *
   * @param what its first part
   * @param given the options that the user gave, as text
   */
  static String name(String what, Map<String, String> given) {
    StringBuilder name = new StringBuilder(what);
    StringBuilder others = new StringBuilder();
    for (OptionDescriptor option : ExperimentSpec.descriptors()) {
      switch (option.name()) {
        case "prior", "labels" -> {}
        case "latent" -> name.append("-d").append(slug(value(option, given)));
        case "seed" -> name.append("-seed").append(slug(value(option, given)));
        default -> {
          if (given.containsKey(option.name()) && option.decides() != Decides.EXECUTION) {
            others.append('-').append(other(option, given.get(option.name())));
          }
        }
      }
    }
    String whole = name.append(others).toString().replaceAll("-{2,}", "-");
    return StringUtils.stripEnd(StringUtils.left(whole, LONGEST), "-");
  }

  private static String value(OptionDescriptor option, Map<String, String> given) {
    return given.getOrDefault(option.name(), option.defaultValue());
  }

  /** Returns an option with its value, or the name of the first file of the data. */
  private static String other(OptionDescriptor option, String value) {
    return option.equals(ExperimentSpec.DATA)
        ? slug(FilenameUtils.getBaseName(DataSource.first(value)))
        : slug(option.name() + "=" + value);
  }

  /** Returns a text as part of a name of a file that needs no quotes: a=5 as a5, a=b as a-b. */
  private static String slug(String value) {
    return value
        .toLowerCase(Locale.ROOT)
        .replaceAll("=(?=[0-9])", "")
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("^-|-$", "");
  }

  /**
   * Makes the first unused of NAME, NAME-2, NAME-3, ... in a folder, which is made if necessary.
   */
  static Path make(Path runs, String name) {
    Path folder = runs.resolve(name);
    try {
      Files.createDirectories(runs);
      for (int i = 2; !isMade(folder); i++) {
        folder = runs.resolve(name + "-" + i);
      }
      return folder;
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    }
  }

  private static boolean isMade(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
