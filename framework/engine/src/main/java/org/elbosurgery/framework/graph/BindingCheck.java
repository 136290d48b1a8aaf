package org.elbosurgery.framework.graph;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Answers;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.problem.Problems;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks that a model's plugins fit the model and each other, before anything is written: it binds
 * them and evaluates every call for three rows and for one. All of this is done twice, to check
 * that the answers are the same.
 */
public final class BindingCheck {

  static final int[] SIZES = {3, 1};
  static final int TIMES = 2;

  /** A density may evaluate many codes to estimate its normaliser, which a plan does faster. */
  private static final Execution PLAN = new Execution(Engine.PLAN, 1);

  private final ModelDefinition model;
  private final Rows rows;
  private final RandomStream noise;
  private final SameDiff graph = SameDiff.create();
  private final BoundModel bound;
  private final SDVariable x;
  private final SDVariable z;
  private final SDVariable logVariance;
  private final SDVariable numbers;
  private final Answers answers;
  private final Problems faults = Problems.plugin();

  private BindingCheck(ModelDefinition model, Rows rows, RandomStream random, Answers answers) {
    this.answers = answers;
    this.model = model;
    this.rows = rows;
    this.noise = random.named("check");
    bound = BoundModel.bind(new GraphContext(graph, model, ParameterSource.INITIAL, rows, random));
    x = graph.placeHolder("x", model.dataType(), -1, model.dataSize());
    z = graph.placeHolder("z", model.dataType(), -1, model.latentSize());
    logVariance = graph.placeHolder("log-variance", model.dataType(), -1, model.latentSize());
    numbers = graph.placeHolder("numbers", model.dataType(), -1);
  }

  /**
   * Binds and tries a model in a temporary graph.
   *
   * @param rows the training data
   * @param random the stream that the model will be bound with
   * @throws ElboException USER if a plugin's options do not fit the model; PLUGIN if a plugin
   *     fails, or returns an array that does not have the shape in its contract, is not finite, or
   *     differs when the call is repeated, with every fault found; NUMERIC if this is due to huge
   *     values in the data
   */
  public static void require(ModelDefinition model, Rows rows, RandomStream random) {
    Answers answers = new Answers();
    for (int time = 0; time < TIMES; time++) {
      BindingCheck check = new BindingCheck(model, rows, random, answers);
      check.encoder();
      check.decoder();
      check.prior();
      check.states();
      check.density();
      if (!check.faults.isEmpty()) {
        check.requireDataInReach();
      }
      check.faults.requireNone();
    }
  }

  /** Checks that the data are not too large for any plugin to compute with. */
  private void requireDataInReach() {
    float[] row = new float[rows.width()];
    for (int i = 0; i < Math.min(rows.size(), SIZES[SIZES.length - 1]); i++) {
      rows.copyTo(i, row, 0);
      double squares = 0;
      for (float value : row) {
        squares += (double) value * value;
      }
      if (squares > Float.MAX_VALUE) {
        throw ElboException.numeric(
            "the squares of row %d of the training data add up to %.1e, more than single precision"
                    .formatted(i, squares)
                + " has; scale the data");
      }
    }
  }

  private void encoder() {
    Object encoder = model.encoder();
    initialValues(encoder, "encoder/");
    faults.check(
        () -> {
          Posterior q =
              PluginCall.of(encoder, "encode", () -> bound.encoder().unclipped().encode(x));
          result(encoder, "encode's mean", q::mean, model.latentSize());
          result(encoder, "encode's log-variance", q::logVariance, model.latentSize());
        });
  }

  private void decoder() {
    initialValues(model.decoder(), "decoder/");
    result(model.decoder(), "logProb", () -> bound.decoder().logProb(x, z));
    result(model.decoder(), "mean", () -> bound.decoder().mean(z), model.dataSize());
  }

  private void prior() {
    Object prior = model.prior();
    initialValues(prior, "prior/");
    Posterior q = new Posterior(z, logVariance);
    result(prior, "logProb", () -> bound.prior().logProb(z));
    faults.check(
        () ->
            PluginCall.of(prior, "crossEntropy", () -> bound.prior().crossEntropy(q))
                .ifPresent(value -> result(prior, "crossEntropy", () -> value)));
    if (faults.isEmpty()) { // one that is logProb itself would only repeat its faults
      evaluate(prior, "trainingLogProb", () -> bound.prior().trainingLogProb(z, numbers));
    }
  }

  /** Checks that every state becomes numbers of its own shape. */
  private void states() {
    bound
        .declared()
        .updates()
        .forEach(
            (state, next) ->
                faults.check(
                    () -> {
                      Object plugin = model.pluginOf(state).orElseThrow();
                      String call = "afterStep of state " + state.replaceFirst("^[^/]*/", "");
                      long[] shape = bound.parameters().states().get(state).shape();
                      for (int n : SIZES) {
                        value(plugin, call, n, next).ofShape(shape).finite();
                      }
                    }));
  }

  private void density() {
    faults.check(
        () ->
            new DistributionCheck(bound.freeze(PLAN), model.latentSize(), noise, answers)
                .run(SIZES));
  }

  private void initialValues(Object plugin, String prefix) {
    bound
        .parameters()
        .arrays()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                String parameter = name.substring(prefix.length());
                faults.check(() -> answers.hold(plugin, "bind, parameter " + parameter, value));
              }
            });
  }

  /** Checks an expression as {@link #evaluate} does, and that it depends on no noise. */
  private void result(
      Object plugin, String call, Supplier<SDVariable> expression, long... columns) {
    evaluate(plugin, call, () -> bound.withoutNoise(expression.get()), columns);
  }

  /**
   * Checks that the values of an expression are finite and have the shape {@code [n]}, or {@code
   * [n, columns]} if columns are given.
   */
  private void evaluate(
      Object plugin, String call, Supplier<SDVariable> expression, long... columns) {
    faults.check(
        () -> {
          String result = PluginCall.of(plugin, call, expression).name();
          for (int n : SIZES) {
            long[] shape = LongStream.concat(LongStream.of(n), LongStream.of(columns)).toArray();
            for (int time = 0; time < TIMES; time++) {
              answers.hold(value(plugin, call, n, result).ofShape(shape).finite());
            }
          }
        });
  }

  private ReturnedArray value(Object plugin, String call, int n, String variable) {
    INDArray values =
        PluginCall.of(
            plugin,
            call + " for " + ReturnedArray.words(n),
            () -> graph.output(inputs(n), variable).get(variable));
    return new ReturnedArray(plugin, call, n, values);
  }

  private Map<String, INDArray> inputs(int n) {
    int[] chosen = IntStream.range(0, n).map(i -> i % rows.size()).toArray();
    return Map.of(
        x.name(), Batch.of(rows, chosen, 0, n, model.dataType()),
        z.name(), codes(n),
        logVariance.name(), codes(n),
        numbers.name(), Nd4j.createFromArray(chosen).castTo(model.dataType()));
  }

  private INDArray codes(int n) {
    float[] values = noise.named("codes").gaussians(n * model.latentSize());
    return Nd4j.create(values, new long[] {n, model.latentSize()}, 'c').castTo(model.dataType());
  }
}
