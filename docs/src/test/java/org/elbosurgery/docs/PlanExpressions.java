package org.elbosurgery.docs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Affine;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;
import org.nd4j.autodiff.samediff.ops.SDNN;
import org.nd4j.linalg.api.buffer.DataType;

/** Expressions that an author may write, as text and as code. */
final class PlanExpressions {

  /** An expression of codes {@code [n, d]} and a parameter {@code [1, d]}, with n rows. */
  @FunctionalInterface
  interface Expression {
    SDVariable of(SDVariable z, SDVariable w);
  }

  static final Map<String, Expression> ALL = all();

  private PlanExpressions() {}

  private static Map<String, Expression> all() {
    Map<String, Expression> all = new LinkedHashMap<>();
    plugins(all);
    arithmetic(all);
    functions(all);
    networks(all);
    arrangement(all);
    return Collections.unmodifiableMap(all);
  }

  private static SDMath math(SDVariable z) {
    return z.getSameDiff().math();
  }

  private static SDNN nn(SDVariable z) {
    return z.getSameDiff().nn();
  }

  /** Makes a vector a matrix of one column, as a probe's values are. */
  private static SDVariable column(SDVariable vector) {
    return vector.reshape(-1, 1);
  }

  private static void plugins(Map<String, Expression> all) {
    for (Activation activation : Activation.values()) {
      all.put("Activation.%s.apply(z)".formatted(activation), (z, w) -> activation.apply(z));
    }
    all.put("Affine.map(z, W, b)", (z, w) -> Affine.map(z, w.reshape(-1, 1).mul(w), w));
    all.put("Clip.to(z, new Interval(-1, 1))", (z, w) -> Clip.to(z, new Interval(-1, 1)));
    all.put("Reduction.sumOfRows(z)", (z, w) -> column(Reduction.sumOfRows(z.mul(w))));
    all.put("Reduction.logSumExpOfRows(z)", (z, w) -> column(Reduction.logSumExpOfRows(z)));
    all.put("Reduction.meanOfColumns(z)", (z, w) -> z.mul(Reduction.meanOfColumns(z)));
    all.put(
        "LogProbability.bernoulli(x, z)",
        (z, w) -> column(LogProbability.bernoulli(z.mul(0).add(1), z)));
    all.put(
        "LogProbability.diagonalGaussian(z, mean, logVariance)",
        (z, w) -> column(LogProbability.diagonalGaussian(z, w, w)));
    all.put(
        "LogProbability.standardGaussian(z)",
        (z, w) -> column(LogProbability.standardGaussian(z.mul(w))));
  }

  private static void arithmetic(Map<String, Expression> all) {
    all.put("z.add(w)", (z, w) -> z.add(w));
    all.put("z.sub(w)", (z, w) -> z.sub(w));
    all.put("z.mul(w)", (z, w) -> z.mul(w));
    all.put("z.div(w)", (z, w) -> z.div(w));
    all.put("z.add(2)", (z, w) -> z.add(2));
    all.put("z.sub(2)", (z, w) -> z.sub(2));
    all.put("z.mul(2)", (z, w) -> z.mul(2));
    all.put("z.div(2)", (z, w) -> z.div(2));
    all.put("z.rsub(2)", (z, w) -> z.rsub(2));
    all.put("z.rdiv(2)", (z, w) -> z.rdiv(2));
    all.put("z.neg()", (z, w) -> z.neg());
    all.put("z.pow(2)", (z, w) -> z.pow(2));
    all.put("z.pow(3)", (z, w) -> z.pow(3));
    all.put("math.square(z)", (z, w) -> math(z).square(z));
    all.put("math.squaredDifference(z, w)", (z, w) -> math(z).squaredDifference(z, w));
    all.put("math.reciprocal(z)", (z, w) -> math(z).reciprocal(z));
    all.put("math.max(z, w)", (z, w) -> math(z).max(z, w));
    all.put("math.min(z, w)", (z, w) -> math(z).min(z, w));
    all.put("math.clipByValue(z, -1, 1)", (z, w) -> math(z).clipByValue(z, -1, 1));
    all.put("z.gt(0).castTo(z.dataType())", (z, w) -> z.gt(0).castTo(DataType.FLOAT).mul(z));
    all.put("z.lt(0).castTo(z.dataType())", (z, w) -> z.lt(0).castTo(DataType.FLOAT).mul(z));
    all.put("z.eq(w).castTo(z.dataType())", (z, w) -> z.eq(w).castTo(DataType.FLOAT).mul(z));
  }

  private static void functions(Map<String, Expression> all) {
    all.put("math.exp(z)", (z, w) -> math(z).exp(z));
    all.put("math.log(z)", (z, w) -> math(z).log(z));
    all.put("math.log1p(z)", (z, w) -> math(z).log1p(z));
    all.put("math.expm1(z)", (z, w) -> math(z).expm1(z));
    all.put("math.sqrt(z)", (z, w) -> math(z).sqrt(z));
    all.put("math.abs(z)", (z, w) -> math(z).abs(z));
    all.put("math.sign(z)", (z, w) -> math(z).sign(z).mul(z));
    all.put("math.tanh(z)", (z, w) -> math(z).tanh(z));
    all.put("math.sin(z)", (z, w) -> math(z).sin(z));
    all.put("math.cos(z)", (z, w) -> math(z).cos(z));
    all.put("math.atan(z)", (z, w) -> math(z).atan(z));
    all.put("math.erf(z)", (z, w) -> math(z).erf(z));
  }

  private static void networks(Map<String, Expression> all) {
    all.put("nn.relu(z, 0)", (z, w) -> nn(z).relu(z, 0));
    all.put("nn.sigmoid(z)", (z, w) -> nn(z).sigmoid(z));
    all.put("nn.softplus(z)", (z, w) -> nn(z).softplus(z));
    all.put("nn.logSigmoid(z)", (z, w) -> nn(z).logSigmoid(z));
    all.put("nn.elu(z)", (z, w) -> nn(z).elu(z));
    all.put("nn.leakyRelu(z, 0.01)", (z, w) -> nn(z).leakyRelu(z, 0.01));
    all.put("nn.swish(z)", (z, w) -> nn(z).swish(z));
    all.put("nn.gelu(z)", (z, w) -> nn(z).gelu(z));
    all.put("nn.softmax(z, 1)", (z, w) -> nn(z).softmax(z, 1));
    all.put("nn.layerNorm(z, w, false, 1)", (z, w) -> nn(z).layerNorm(z, w.reshape(-1), false, 1));
  }

  private static void arrangement(Map<String, Expression> all) {
    all.put("z.mmul(W)", (z, w) -> z.mmul(w.reshape(-1, 1).mul(w)));
    all.put("z.reshape(-1, 1, d)", (z, w) -> z.reshape(-1, 1, 4).mul(2).reshape(-1, 4));
    all.put(
        "graph.concat(0, z, z).reshape(-1, 2 d)",
        (z, w) -> z.getSameDiff().concat(0, z, z.mul(w)).reshape(-1, 8));
    all.put("graph.concat(1, z, z)", (z, w) -> z.getSameDiff().concat(1, z, z.mul(w)));
    all.put("graph.split(z, 2, 1)[0]", (z, w) -> z.getSameDiff().split(z, 2, 1)[0]);
    all.put(
        "graph.slice(z, {0, 0}, -1, 2)",
        (z, w) -> z.getSameDiff().slice(z, new int[] {0, 0}, -1, 2));
    all.put("graph.gather(z, {1, 0}, 1)", (z, w) -> z.getSameDiff().gather(z, new int[] {1, 0}, 1));
    all.put("z.sum(true, 1)", (z, w) -> z.sum(true, 1));
    all.put("z.mean(true, 1)", (z, w) -> z.mean(true, 1));
    all.put("z.max(true, 1)", (z, w) -> z.max(true, 1));
    all.put(
        "graph.cumsum(z, false, false, 1)", (z, w) -> z.getSameDiff().cumsum(z, false, false, 1));
    all.put("z.prod(true, 1)", (z, w) -> z.prod(true, 1));
  }
}
