package org.elbosurgery.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.FileProblem;

/** Names the folder of a run for which the user gave none. */
final class RunNames {

  private RunNames() {}

  /**
   * Makes an empty folder: the first unused of {@code runs/gaussian-d2-seed1}, {@code
   * runs/gaussian-d2-seed1-2}, ... No two processes make the same folder.
   *
   * @throws ElboException USER if no folder can be made
   */
  static Path make(ExperimentSpec spec) {
    return make(spec.model().prior().name(), spec);
  }

  /** Makes an empty folder for a comparison, such as {@code runs/compare-d2-seed1}. */
  static Path makeForComparison(ExperimentSpec spec) {
    return make("compare", spec);
  }

  private static Path make(String what, ExperimentSpec spec) {
    return make(Path.of("runs"), what + "-d" + spec.model().latent() + "-seed" + spec.run().seed());
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
