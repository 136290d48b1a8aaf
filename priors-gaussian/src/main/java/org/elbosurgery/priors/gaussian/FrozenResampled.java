package org.elbosurgery.priors.gaussian;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The resampled prior as numbers.
 *
 * @param proposal pi
 * @param logits of the acceptance probabilities, {@code [n, d]} to {@code [n]}
 * @param attempts T
 * @param normalizer Z
 * @param logNormalizerError the standard error of log Z
 */
record FrozenResampled(
    Distribution proposal,
    UnaryOperator<INDArray> logits,
    int attempts,
    double normalizer,
    double logNormalizerError)
    implements Distribution {

  @Override
  public int dimensions() {
    return proposal.dimensions();
  }

  /** Returns the probability of acceptance, 1 / (1 + exp(-logit)). */
  static double acceptance(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public INDArray logProb(INDArray z) {
    double logRefused = (attempts - 1) * Math.log1p(-normalizer);
    double factor = Math.log(-Math.expm1(logRefused)) - Math.log(normalizer);
    double[] logit = logits.apply(z).data().asDouble();
    double[] result = proposal.logProb(z).data().asDouble();
    for (int i = 0; i < result.length; i++) {
      double accepted = factor - softplus(-logit[i]);
      result[i] += accepted + softplus(logRefused - accepted);
    }
    return Nd4j.createFromArray(result);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** Proposes codes for all samples that have none yet, and takes what is left in the end. */
  @Override
  public INDArray sample(int n, RandomStream random) {
    double[][] taken = new double[n][];
    int[] open = IntStream.range(0, n).toArray();
    for (int attempt = 1; open.length > 0; attempt++) {
      INDArray z = proposal.sample(open.length, random);
      double[] logit = logits.apply(z).data().asDouble();
      double[] values = z.data().asDouble();
      boolean last = attempt == attempts;
      int d = dimensions();
      int left = 0;
      for (int i = 0; i < open.length; i++) {
        if (last || random.nextDouble() < acceptance(logit[i])) {
          taken[open[i]] = Arrays.copyOfRange(values, i * d, (i + 1) * d);
        } else {
          open[left++] = open[i];
        }
      }
      open = Arrays.copyOf(open, left);
    }
    return Nd4j.createFromArray(taken);
  }
}
