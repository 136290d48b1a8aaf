package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds the plugin that makes a training or the fit of a prior fail in a way that no earlier check
 * can detect: its formula fails for the number of rows in a batch, or has no derivative. Since the
 * graph of the training does not show which plugin is at fault, each formula is evaluated and
 * differentiated in a separate graph.
 *
 * @param model the model being trained
 * @param rows the training data
 * @param random the stream that the model is bound with
 */
record TrainingFault(ModelDefinition model, Rows rows, RandomStream random) {

  private static final String X = "argument-x";
  private static final String Z = "argument-z";

  /**
   * Does some work of a training and names the plugin at fault if it fails.
   *
   * @param n the number of rows in a batch
   * @throws ElboException PLUGIN if the work fails because of a plugin's formula
   * @throws RuntimeException as thrown by the work, if it fails for any other reason
   */
  <T> T named(int n, Supplier<T> work) {
    try {
      return work.get();
    } catch (ElboException e) {
      throw e;
    } catch (RuntimeException e) {
      requireFormulas(n);
      throw e;
    }
  }

  private void requireFormulas(int n) {
    require(
        model.encoder(),
        "encode",
        n,
        graph -> {
          Posterior q = graph.encoder().encode(x(graph, n));
          return Optional.of(q.mean().add(q.logVariance()));
        });
    require(
        model.decoder(),
        "logProb",
        n,
        graph -> Optional.of(graph.decoder().logProb(x(graph, n), z(graph, n))));
    require(model.prior(), "logProb", n, graph -> Optional.of(graph.prior().logProb(z(graph, n))));
    require(
        model.prior(),
        "crossEntropy",
        n,
        graph -> {
          SDVariable z = z(graph, n);
          return graph.prior().crossEntropy(new Posterior(z, z.mul(0)));
        });
    require(
        model.prior(),
        "trainingLogProb",
        n,
        graph -> Optional.of(graph.prior().trainingLogProb(z(graph, n), numbers(graph, n))));
  }

  /** Evaluates a formula and differentiates it with respect to its argument. */
  private void require(
      Object plugin, String call, int n, Function<PluginGraph, Optional<SDVariable>> formula) {
    PluginGraph graph = new PluginGraph(model, ParameterSource.INITIAL, rows, random);
    String question = call + " for " + ReturnedArray.words(n);
    PluginCall.of(plugin, question, () -> formula.apply(graph).map(SDVariable::eval));
    PluginGraph another = new PluginGraph(model, ParameterSource.INITIAL, rows, random);
    String argument = plugin == model.encoder() ? X : Z;
    PluginCall.of(
        plugin,
        "the derivative of " + question,
        () ->
            formula.apply(another).map(value -> another.gradients(value.sum(), List.of(argument))));
  }

  private SDVariable x(PluginGraph graph, int n) {
    int[] chosen = IntStream.range(0, n).map(i -> i % rows.size()).toArray();
    return graph.input(X, Batch.of(rows, chosen, 0, n, model.dataType()));
  }

  private SDVariable numbers(PluginGraph graph, int n) {
    int[] numbers = IntStream.range(0, n).map(i -> i % rows.size()).toArray();
    return graph.input("argument-rows", Nd4j.createFromArray(numbers));
  }

  private SDVariable z(PluginGraph graph, int n) {
    float[] values = random.named("fault").gaussians(n * model.latentSize());
    INDArray z = Nd4j.create(values, new long[] {n, model.latentSize()}, 'c');
    return graph.input(Z, z);
  }
}
