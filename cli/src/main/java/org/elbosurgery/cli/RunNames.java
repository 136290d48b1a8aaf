package org.elbosurgery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.elbosurgery.framework.experiment.ExperimentSpec;

/** Names the folder of a run whose user named none. */
final class RunNames {

  private RunNames() {}

  /**
   * Returns the first unused of {@code runs/gaussian-d2-seed1}, {@code runs/gaussian-d2-seed1-2},
   * ...
   */
  static Path unused(ExperimentSpec spec) {
    return unused(spec.model().prior().name(), spec);
  }

  /** Returns the same for a comparison, such as {@code runs/compare-d2-seed1}. */
  static Path unusedOfComparison(ExperimentSpec spec) {
    return unused("compare", spec);
  }

  private static Path unused(String what, ExperimentSpec spec) {
    String name = what + "-d" + spec.model().latent() + "-seed" + spec.run().seed();
    Path folder = Path.of("runs", name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of("runs", name + "-" + i);
    }
    return folder;
  }
}
