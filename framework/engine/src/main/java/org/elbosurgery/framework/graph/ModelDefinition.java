package org.elbosurgery.framework.graph;

import java.util.Optional;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Prior;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A VAE before it is bound in a graph.
 *
 * @param encoder q(z|x)
 * @param decoder p(x|z)
 * @param prior p(z)
 * @param dataSize D, the number of values in a row of data
 * @param latentSize d, the number of latent dimensions
 * @param dataType the floating-point type of its graphs
 */
public record ModelDefinition(
    Encoder encoder,
    Decoder decoder,
    Prior prior,
    int dataSize,
    int latentSize,
    DataType dataType) {

  /**
   * Returns the plugin to which a parameter belongs, by the parameter's full name; empty if there
   * is none.
   */
  Optional<Object> pluginOf(String parameter) {
    return Optional.ofNullable(
        switch (parameter.replaceFirst("/.*", "")) {
          case "encoder" -> encoder;
          case "decoder" -> decoder;
          case "prior" -> prior;
          default -> null;
        });
  }

  /** Returns the same model with another prior. */
  public ModelDefinition with(Prior other) {
    return new ModelDefinition(encoder, decoder, other, dataSize, latentSize, dataType);
  }
}
