package org.elbosurgery.framework.gap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Build;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;

/**
 * A prior to fit to the codes of an encoder that stays fixed.
 *
 * @param spec the prior with all of its options
 * @param model the encoder's model with this prior in place of its own
 * @param trained the parameters of the encoder
 * @param rows what the encoder encodes
 * @param engine executes the graph
 * @param identity everything that affects the fit, apart from how it is made
 */
public record PriorToFit(
    PluginSpec spec,
    ModelDefinition model,
    Parameters trained,
    Rows rows,
    Engine engine,
    Map<String, Object> identity) {

  /** Copies the identity, in its order. */
  public PriorToFit {
    identity = new LinkedHashMap<>(identity);
  }

  /**
   * Returns the prior of an experiment.
   *
   * @param candidate a run's experiment with the prior in place of its own
   * @param trained the parameters of the run's model
   * @param identity everything that affects the fit, apart from how it is made
   */
  static PriorToFit of(Experiment candidate, Parameters trained, Map<String, Object> identity) {
    return new PriorToFit(
        candidate.spec().model().prior(),
        candidate.model(),
        trained,
        candidate.trainingRows().fitted(),
        candidate.spec().run().engine(),
        identity);
  }

  /** Returns the digest of the build of the prior's plugin; empty if it cannot be determined. */
  Optional<String> build() {
    return Build.sha256(model.prior().getClass());
  }

  /** Returns another prior of the same kind in its place, such as one that starts elsewhere. */
  PriorToFit with(Prior other) {
    return new PriorToFit(spec, model.with(other), trained, rows, engine, identity);
  }

  /** Returns how its graph is executed. */
  Execution execution(int threads) {
    return new Execution(engine, threads);
  }

  /**
   * Binds the prior, at its initial parameters.
   *
   * @param random the stream whose child {@code prior} determines these
   * @param threads on which the graph is executed
   */
  public PriorGraph graph(RandomStream random, int threads) {
    return new PriorGraph(model, trained, rows, random, execution(threads));
  }
}
