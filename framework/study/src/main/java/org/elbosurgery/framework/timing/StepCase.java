package org.elbosurgery.framework.timing;

import java.util.List;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ModelOptions;

/**
 * A training step on binarized MNIST to be timed.
 *
 * @param prior p(z)
 * @param encoder q(z|x)
 * @param decoder p(x|z)
 * @param latent d, the number of latent dimensions
 * @param batch the number of rows
 */
public record StepCase(
    @Option("of a step: the prior p(z); see elbo plugins prior") PluginSpec prior,
    @Option("of a step: the encoder q(z|x); see elbo plugins encoder") PluginSpec encoder,
    @Option("of a step: the decoder p(x|z); see elbo plugins decoder") PluginSpec decoder,
    @Option("latent dimensions") @Min(1) @Max(4096) int latent,
    @Option("of a step: the number of its rows") @Min(1) @Max(60000) int batch) {

  private static final ModelOptions NETWORKS = new ModelOptions();

  /** The default case, which the others vary. */
  public StepCase() {
    this(PluginSpec.parse("gaussian"), 10, 128);
  }

  /** Makes a step of the default networks. */
  public StepCase(PluginSpec prior, int latent, int batch) {
    this(prior, NETWORKS.encoder(), NETWORKS.decoder(), latent, batch);
  }

  /** Returns the standard cases: priors, sizes of the latent space, sizes of the batch. */
  public static List<StepCase> all() {
    return List.of(
        of("gaussian", 2, 128),
        new StepCase(),
        of("gaussian", 20, 128),
        of("gaussian", 10, 512),
        of("mixture", 10, 128),
        of("vamp", 10, 128));
  }

  /**
   * Returns the cases of other networks: the VampPrior with the gated layers and the sizes of its
   * paper, and convolutions.
   */
  public static List<StepCase> networks() {
    return List.of(of("gated", 40, 100, "vamp"), of("conv", 10, 128, "gaussian"));
  }

  private static StepCase of(String networks, int latent, int batch, String prior) {
    PluginSpec both = PluginSpec.parse(networks);
    return new StepCase(PluginSpec.parse(prior), both, both, latent, batch);
  }

  private static StepCase of(String prior, int latent, int batch) {
    return new StepCase(PluginSpec.parse(prior), latent, batch);
  }
}
