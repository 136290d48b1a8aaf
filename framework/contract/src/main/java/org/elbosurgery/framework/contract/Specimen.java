package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.contract.Formula.Columns;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An encoder, decoder or prior in a small model, with the formulas of its binding.
 *
 * @param plugin the configured plugin
 * @param role the prefix of its parameters' names
 * @param data the values of rows of data
 * @param model returns a model with the plugin
 * @param bound returns its binding in a graph
 * @param again binds it once more in a graph, in another role
 * @param formulas its formulas; the first depends on every parameter
 * @param <B> the bound plugin
 */
record Specimen<B>(
    Object plugin,
    String role,
    Support data,
    Function<Sizes, ModelDefinition> model,
    Function<PluginGraph, B> bound,
    BiFunction<PluginGraph, String, B> again,
    List<Formula<B>> formulas) {

  /** The number of training rows, more than the usual 500 pseudo-inputs and components. */
  static final int ROWS = 600;

  /**
   * Size of the changes by which parameters are moved from their initial values, which are often
   * zero or all equal, so that mistakes would not show. It is scaled such that a sum over any
   * number of them changes by about this much.
   */
  private static final double MOVE = 0.3;

  static final RandomStream RANDOM = RandomStream.of(20231).named("contract");
  private static final Encoder ENCODER = new MlpEncoder(1, 8, Activation.TANH);
  private static final Decoder DECODER =
      new MlpDecoder(1, 8, Activation.TANH, Likelihood.BERNOULLI);

  /** Returns a prior in a model. */
  static Specimen<BoundPrior> prior(Prior prior) {
    return new Specimen<>(
        prior,
        "prior",
        DECODER.support(),
        sizes -> model(ENCODER, DECODER, prior, sizes),
        PluginGraph::prior,
        PluginGraph::priorAgain,
        List.of(
            new Formula<>(
                "logProb",
                List.of(Columns.CODES),
                Columns.NUMBER,
                (bound, z) -> bound.logProb(z.get(0)))));
  }

  /** Returns an encoder in a model. */
  static Specimen<BoundEncoder> encoder(Encoder encoder) {
    return new Specimen<>(
        encoder,
        "encoder",
        Support.density(Interval.UNIT),
        sizes -> model(encoder, DECODER, new StandardNormal(), sizes),
        PluginGraph::encoder,
        PluginGraph::encoderAgain,
        List.of(
            new Formula<>(
                "encode",
                List.of(Columns.DATA),
                Columns.POSTERIORS,
                (bound, x) -> beside(bound.encode(x.get(0))))));
  }

  /** Returns a decoder in a model. */
  static Specimen<BoundDecoder> decoder(Decoder decoder) {
    return new Specimen<>(
        decoder,
        "decoder",
        decoder.support(),
        sizes -> model(ENCODER, decoder, new StandardNormal(), sizes),
        PluginGraph::decoder,
        PluginGraph::decoderAgain,
        List.of(
            new Formula<>(
                "logProb",
                List.of(Columns.CODES, Columns.DATA),
                Columns.NUMBER,
                (bound, zx) -> bound.logProb(zx.get(1), zx.get(0))),
            new Formula<>(
                "mean", List.of(Columns.CODES), Columns.DATA, (bound, z) -> bound.mean(z.get(0)))));
  }

  private static ModelDefinition model(Encoder encoder, Decoder decoder, Prior prior, Sizes sizes) {
    return new ModelDefinition(encoder, decoder, prior, sizes.data(), sizes.latent(), sizes.type());
  }

  private static SDVariable beside(Posterior q) {
    return q.mean().getSameDiff().concat(1, q.mean(), q.logVariance());
  }

  /** Returns a graph with the plugin's initial parameters for a seed. */
  PluginGraph initial(Sizes sizes, long seed) {
    return graph(sizes, ParameterSource.INITIAL, seed);
  }

  /** Returns a graph whose parameters are moved away from their initial values. */
  PluginGraph moved(Sizes sizes) {
    return graph(
        sizes,
        (name, start) -> {
          INDArray noise = Numbers.gaussians(RANDOM.named(name), start.shape());
          return start.castTo(noise.dataType()).add(noise.mul(MOVE / Math.sqrt(fanIn(start))));
        },
        1);
  }

  /**
   * Returns the number of values over which a column of weights, {@code [in, out]}, is summed; 1
   * for a row.
   */
  private static double fanIn(INDArray parameter) {
    return parameter.rank() < 2
        ? 1
        : (double) parameter.length() / parameter.size(parameter.rank() - 1);
  }

  /** Returns another graph with given parameters. */
  PluginGraph rebuilt(Sizes sizes, Parameters parameters) {
    return graph(sizes, ParameterSource.of(parameters), 1);
  }

  /** Returns another graph with given parameters, in which a training row has other data. */
  PluginGraph withoutRow(Sizes sizes, Parameters parameters, int row) {
    float[] values = values(sizes.data());
    for (int j = row * sizes.data(); j < (row + 1) * sizes.data(); j++) {
      values[j] = 1 - values[j];
    }
    return graph(sizes, ParameterSource.of(parameters), FloatRows.copyOf(sizes.data(), values), 1);
  }

  private PluginGraph graph(Sizes sizes, ParameterSource source, long seed) {
    return graph(sizes, source, FloatRows.copyOf(sizes.data(), values(sizes.data())), seed);
  }

  private PluginGraph graph(Sizes sizes, ParameterSource source, Rows rows, long seed) {
    return new PluginGraph(model.apply(sizes), source, rows, RANDOM.named("model").at(seed));
  }

  /** Returns rows of data at the ends of [0, 1], a third of them at 1. */
  private static float[] values(int width) {
    RandomStream random = RANDOM.named("rows");
    float[] values = new float[ROWS * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? 1 : 0;
    }
    return values;
  }

  /** Returns n rows for each argument of a formula. */
  List<INDArray> arguments(Formula<B> formula, int n, Sizes sizes) {
    List<INDArray> arguments = new ArrayList<>();
    for (Columns columns : formula.arguments()) {
      long[] shape = columns.shape(n, sizes);
      arguments.add(
          columns == Columns.DATA
              ? Numbers.within(data, RANDOM.named("x"), shape)
              : Numbers.gaussians(RANDOM.named("z"), shape));
    }
    return arguments;
  }

  /** Calls a formula in a graph. */
  SDVariable call(PluginGraph graph, Formula<B> formula, List<SDVariable> arguments) {
    return call(bound.apply(graph), formula, arguments);
  }

  /** Calls a formula of one binding. */
  SDVariable call(B binding, Formula<B> formula, List<SDVariable> arguments) {
    return PluginCall.of(plugin, formula.call(), () -> formula.body().apply(binding, arguments));
  }

  /** Calls a formula in a graph and evaluates it. */
  INDArray value(PluginGraph graph, Formula<B> formula, List<INDArray> arguments) {
    return value(graph, call(graph, formula, inputs(graph, arguments)), formula.call());
  }

  /** Evaluates a variable that a call added to a graph. */
  INDArray value(PluginGraph graph, SDVariable variable, String call) {
    return PluginCall.of(plugin, call + ", evaluated", () -> graph.values().of(variable));
  }

  /** Declares the arguments of a call. */
  static List<SDVariable> inputs(PluginGraph graph, List<INDArray> arguments) {
    List<SDVariable> inputs = new ArrayList<>();
    for (INDArray argument : arguments) {
      inputs.add(graph.input("argument" + inputs.size(), argument));
    }
    return inputs;
  }

  /** Returns the live parameters that belong to a role, by their full names. */
  static Map<String, INDArray> parameters(PluginGraph graph, String role) {
    Map<String, INDArray> own = new LinkedHashMap<>(graph.parameters().arrays());
    own.keySet().removeIf(name -> !name.startsWith(role + "/"));
    return own;
  }
}
