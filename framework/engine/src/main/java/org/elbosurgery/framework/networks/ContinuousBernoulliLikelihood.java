package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.ops.SDMath;

/**
 * Independent continuous Bernoullis on [0, 1] whose logits l are the network's outputs
 * (Loaiza-Ganem and Cunningham 2019): the density is proportional to that of a Bernoulli,
 *
 * <pre>
 * C p^x (1 - p)^(1 - x),  p = 1 / (1 + e^-l),  C = l / tanh(l / 2)
 * </pre>
 *
 * <p>Near l = 0, where p is 1/2, log C and the mean are differences of large numbers; there they
 * are Taylor series. Each is computed as the series of l clipped to [-c, c], plus what the formula
 * adds beyond c, so that both parts are finite, and have finite gradients, everywhere.
 */
record ContinuousBernoulliLikelihood() implements BoundLikelihood {

  /** Within this distance of 0, log C is a series, whose error is below 1e-10. */
  private static final double CONSTANT_SERIES = 0.5;

  /** Coefficients of l^2, l^4, ... in log C - log 2. */
  private static final double[] CONSTANT = {
    1.0 / 12, -7.0 / 1440, 31.0 / 90720, -127.0 / 4838400, 73.0 / 34214400
  };

  /** Within this distance of 0, the mean is a series, whose error is below 1e-9. */
  private static final double MEAN_SERIES = 1;

  /** Coefficients of l, l^3, ... in the mean - 1/2: Bernoulli numbers B_2k / (2k)!. */
  private static final double[] MEAN = {
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160
  };

  @Override
  public SDVariable logProb(SDVariable x, SDVariable logits) {
    SDVariable bernoulli = x.mul(logits).sub(Activation.SOFTPLUS.apply(logits));
    return Reduction.sumOfRows(bernoulli.add(logConstant(logits)));
  }

  /** Returns log C. */
  private static SDVariable logConstant(SDVariable logits) {
    SameDiff graph = logits.getSameDiff();
    double c = CONSTANT_SERIES;
    SDVariable near = atMost(graph.math().square(logits), c * c);
    SDVariable far = atLeast(graph.math().abs(logits), c);
    SDVariable ratio = graph.math().tanh(far.mul(0.5));
    return polynomial(CONSTANT, near)
        .mul(near)
        .add(graph.math().log(far.div(ratio)))
        .add(Math.log(2) - Math.log(c / Math.tanh(c / 2)));
  }

  /** Returns 1 / (1 - e^-l) - 1 / l, which is (1 / tanh(l / 2) - 2 / l + 1) / 2. */
  @Override
  public SDVariable mean(SDVariable logits) {
    SDMath math = logits.getSameDiff().math();
    double c = MEAN_SERIES;
    SDVariable near = logits.getSameDiff().math().clipByValue(logits, -c, c);
    SDVariable far = atLeast(math.abs(logits), c);
    SDVariable excess =
        math.tanh(far.mul(0.5)).rdiv(0.5).sub(far.rdiv(1)).sub(0.5 / Math.tanh(c / 2) - 1 / c);
    SDVariable sign = logits.div(far);
    return polynomial(MEAN, math.square(near)).mul(near).add(sign.mul(excess)).add(0.5);
  }

  /**
   * The inverse of the distribution function, (e^(l x) - 1) / (e^l - 1), for l below 0; its mirror
   * image for l above.
   */
  @Override
  public ValueSampler sampler(GraphValues values) {
    return (logit, column, random) -> {
      double u = random.nextDouble();
      double l = -Math.max(Math.abs(logit), 1e-9);
      double x = Math.log1p(u * Math.expm1(l)) / l;
      return logit < 0 ? x : 1 - x;
    };
  }

  /** Returns a_0 + a_1 t + a_2 t^2 + ... */
  private static SDVariable polynomial(double[] coefficients, SDVariable t) {
    int last = coefficients.length - 1;
    SDVariable sum = t.mul(coefficients[last]);
    for (int i = last - 1; i > 0; i--) {
      sum = sum.add(coefficients[i]).mul(t);
    }
    return sum.add(coefficients[0]);
  }

  private static SDVariable atLeast(SDVariable x, double bound) {
    return x.getSameDiff().math().clipByValue(x, bound, Float.MAX_VALUE);
  }

  private static SDVariable atMost(SDVariable x, double bound) {
    return x.getSameDiff().math().clipByValue(x, -Float.MAX_VALUE, bound);
  }
}
