package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Answers;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.data.FloatRows;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A prior on its own, without a model or data, at its initial parameters.
 *
 * @param density the frozen prior
 * @param parameters the names of the parameters that training would fit; none if the prior is fixed
 */
public record UntrainedPrior(Distribution density, List<String> parameters) {

  /** Copies the names. */
  public UntrainedPrior {
    parameters = List.copyOf(parameters);
  }

  /**
   * Returns a prior that has not been trained. It is bound and evaluated twice, to check that the
   * answers are the same.
   *
   * @param prior the prior
   * @param latentSize d
   * @param random the source of random initial values
   * @throws ElboException USER if the prior needs an encoder or training rows, as a VampPrior does;
   *     PLUGIN if it fails in another way, or its distribution returns an array that does not have
   *     the shape in its contract, is not finite, or differs when the call is repeated, with every
   *     fault found
   */
  public static UntrainedPrior of(Prior prior, int latentSize, RandomStream random) {
    Answers answers = new Answers();
    UntrainedPrior untrained = null;
    for (int time = 0; time < BindingCheck.TIMES; time++) {
      untrained = bound(prior, latentSize, random);
      new DistributionCheck(untrained.density(), latentSize, random.named("check"), answers)
          .run(BindingCheck.SIZES);
    }
    return untrained;
  }

  private static UntrainedPrior bound(Prior prior, int latentSize, RandomStream random) {
    SameDiff graph = SameDiff.create();
    DataType type = DataType.DOUBLE;
    ModelDefinition model = new ModelDefinition(null, null, prior, 1, latentSize, type);
    FloatRows noRows = FloatRows.copyOf(1, new float[] {0});
    GraphContext context = new GraphContext(graph, model, ParameterSource.INITIAL, noRows, random);
    PluginScope scope = new PluginScope("prior", context, Optional.empty());
    BoundPrior bound = PluginCall.of(prior, "bind", () -> bind(prior, scope));
    List<String> parameters =
        context.parameters().arrays().keySet().stream()
            .map(name -> name.replaceFirst("^prior/", ""))
            .toList();
    return new UntrainedPrior(TrainedPrior.freeze(context, bound, Execution.SESSION), parameters);
  }

  private static BoundPrior bind(Prior prior, PluginScope scope) {
    try {
      return prior.bind(scope);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw ElboException.user(
          "the prior cannot stand without a trained model: "
              + e.getMessage()
              + "; give its density by --prior-file",
          e);
    }
  }
}
