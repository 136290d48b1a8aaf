package org.elbosurgery.framework.benchmark;

import java.util.List;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * A training step that is timed: of the default networks on binarized MNIST.
 *
 * @param prior p(z)
 * @param latent d
 * @param batch rows of the step
 */
public record StepCase(PluginSpec prior, int latent, int batch) {

  /** The case that a user who names one part of it otherwise means: the defaults of a run. */
  public static final StepCase USUAL = of("gaussian", 10, 128);

  /** Returns the cases that are watched: priors, sizes of the latent space, sizes of the batch. */
  public static List<StepCase> all() {
    return List.of(
        of("gaussian", 2, 128),
        USUAL,
        of("gaussian", 20, 128),
        of("gaussian", 10, 512),
        of("mixture", 10, 128),
        of("vamp", 10, 128));
  }

  private static StepCase of(String prior, int latent, int batch) {
    return new StepCase(PluginSpec.parse(prior), latent, batch);
  }
}
