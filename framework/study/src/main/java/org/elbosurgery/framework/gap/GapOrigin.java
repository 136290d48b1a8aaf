package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;

/** Where the codes of a gap analysis come from. */
public sealed interface GapOrigin {

  /** Returns the seed of the analysis. */
  long seed();

  /** Returns the SHA-256 of the data of a run, or of the file of the codes. */
  String dataSha256();

  /** Returns the builds of the model's plugins that computed the numbers. */
  PluginBuilds plugins();

  /** Returns a sentence for each thing that makes the codes suspect. */
  List<String> warnings();

  /**
   * A run.
   *
   * @param spec of the run
   * @param repeatedTestRows a sentence if its test rows repeat training rows; otherwise empty
   */
  record OfRun(
      ExperimentSpec spec,
      String dataSha256,
      Optional<String> repeatedTestRows,
      PluginBuilds plugins)
      implements GapOrigin {

    @Override
    public long seed() {
      return spec.run().seed();
    }

    @Override
    public List<String> warnings() {
      return repeatedTestRows.stream().toList();
    }
  }

  /**
   * A model that was trained anywhere.
   *
   * @param name tells its codes apart from others
   * @param priorSha256 the SHA-256 of the kept file of its prior; empty if none is kept
   */
  record OfCodes(String name, String dataSha256, Optional<String> priorSha256, long seed)
      implements GapOrigin {

    @Override
    public PluginBuilds plugins() {
      return PluginBuilds.UNKNOWN;
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }
  }
}
