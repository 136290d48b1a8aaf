package org.elbosurgery.framework.sweep;

import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.json.Json;

/**
 * One run of a sweep.
 *
 * @param label what makes it another one than the others of its sweep, in words
 * @param spec what to run, every plugin with all its options
 * @param dataSha256 of its data
 * @param plugins which builds of them it is to run with
 * @param steps how much work it is, in steps of training
 */
public record Cell(
    String label, ExperimentSpec spec, String dataSha256, PluginBuilds plugins, long steps) {

  private static final int KEY_DIGITS_IN_NAME = 8;

  /**
   * Returns the SHA-256 of all that decides the result: the options, and the data by their digest,
   * wherever they are.
   */
  public String key() {
    return Sha256.of(Json.content(spec.identity(dataSha256)));
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

  /** Returns where its run folder is in that of the sweep, such as {@code cells/vamp-...}. */
  String folder() {
    return "cells/" + name();
  }

  /** Returns the same run on another number of threads. */
  Cell onThreads(int threads) {
    return new Cell(label, spec.onThreads(threads), dataSha256, plugins, steps);
  }
}
