package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * The model to train.
 *
 * @param latent d, the number of latent dimensions
 * @param prior p(z)
 * @param encoder q(z|x)
 * @param decoder p(x|z)
 */
public record ModelOptions(
    @Option("latent dimensions") @Min(1) @Max(4096) int latent,
    @Option("prior p(z); see elbo plugins prior") PluginSpec prior,
    @Option("encoder q(z|x); see elbo plugins encoder") PluginSpec encoder,
    @Option("decoder p(x|z); see elbo plugins decoder") PluginSpec decoder) {

  /** The smallest model of Hoffman and Johnson 2016. */
  public ModelOptions() {
    this(2, PluginSpec.parse("gaussian"), PluginSpec.parse("mlp"), PluginSpec.parse("mlp"));
  }
}
