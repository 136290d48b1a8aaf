package org.elbosurgery.framework.sweep;

import org.elbosurgery.framework.experiment.DataDigests;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.json.Json;

/**
 * One run of a sweep.
 *
 * @param label what distinguishes it from the other cells of its sweep, in words
 * @param spec the spec of the run, every plugin with all its options
 * @param digests of its data
 * @param plugins the builds of its plugins
 * @param steps its work, in steps of training
 */
public record Cell(
    String label, ExperimentSpec spec, DataDigests digests, PluginBuilds plugins, long steps) {

  private static final int KEY_DIGITS_IN_NAME = 8;

  /**
   * Returns the SHA-256 of everything that determines the result: the options, and the digests of
   * the data and their labels in place of their locations.
   */
  public String key() {
    return Sha256.of(Json.content(spec.identity(digests)));
  }

  /** Returns the name of its run folder, such as {@code vamp-d10-seed1-0f3a2b1c}. */
  public String name() {
    return "%s-d%d-seed%d-%s"
        .formatted(
            spec.model().prior().name(),
            spec.model().latent(),
            spec.run().seed(),
            key().substring(0, KEY_DIGITS_IN_NAME));
  }

  /**
   * Returns the path of its run folder within the folder of the sweep, such as {@code
   * cells/vamp-...}.
   */
  public String folder() {
    return "cells/" + name();
  }

  /** Returns the same run on another number of threads. */
  Cell onThreads(int threads) {
    return new Cell(label, spec.onThreads(threads), digests, plugins, steps);
  }

  /** Returns the {@linkplain ExperimentSpec#published published} run under another label. */
  Cell published(String other) {
    return new Cell(other, spec.published(), digests, plugins, steps);
  }
}
