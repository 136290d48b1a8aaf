package org.elbosurgery.framework.benchmarks.rivals;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.timing.Contender;
import org.elbosurgery.framework.timing.SampledPosteriors;

/**
 * log q(z) in libtorch, by matrix products in blocks: the quadratic form is expanded, each block of
 * samples and components is one {@code addmm} into its own memory, and its rows are reduced in
 * place. It does not compute the responsibility entropy, which ours does.
 */
final class TorchPosterior implements Contender {

  /** The fastest block among 256 to 2048 samples by 500 to 60000 components. */
  private static final int SAMPLE_BLOCK = 512;

  private static final int COMPONENT_BLOCK = 4000;

  private static final Scalar MINUS_HALF = new Scalar(-0.5);

  private final SampledPosteriors sampled;
  private final int samples;
  private final float[] result;

  /**
   * Prepares the job.
   *
   * @param samples the number of samples; the time is scaled to all
   */
  TorchPosterior(SampledPosteriors sampled, int samples) {
    this.sampled = sampled;
    this.samples = samples;
    this.result = new float[samples];
  }

  @Override
  public double[] turn() {
    long start = System.nanoTime();
    evaluate();
    double milliseconds = (System.nanoTime() - start) * 1e-6;
    return new double[] {milliseconds * sampled.posteriors().size() / samples};
  }

  /** Returns log q(z) of the samples, of the last turn. */
  float[] logProbs() {
    return result;
  }

  @SuppressWarnings("try") // the scopes are there to be closed
  private void evaluate() {
    try (PointerScope all = new PointerScope()) {
      Posteriors posteriors = sampled.posteriors();
      int n = posteriors.size();
      int d = posteriors.dimensions();
      float[] means = new float[n * d];
      float[] logVariances = new float[n * d];
      float[] z = new float[samples * d];
      for (int i = 0; i < n * d; i++) {
        means[i] = (float) posteriors.mean(i / d, i % d);
        logVariances[i] = (float) posteriors.logVariance(i / d, i % d);
      }
      for (int i = 0; i < z.length; i++) {
        z[i] = (float) sampled.samples()[i];
      }
      Tensor mean = TorchParameters.tensor(means, n, d);
      Tensor logVariance = TorchParameters.tensor(logVariances, n, d);
      Tensor precision = logVariance.neg().exp();
      Tensor norm = torch.addcmul(logVariance, mean.square(), precision).sum(1);
      double constant = -0.5 * d * Math.log(2 * Math.PI) - Math.log(n);
      Tensor constants = norm.mul(MINUS_HALF).add(new Scalar(constant));
      Tensor factors =
          torch.cat(new TensorVector(precision.mul(MINUS_HALF), mean.mul(precision)), 1).t();
      Tensor x = TorchParameters.tensor(z, samples, d);
      Tensor powers = torch.cat(new TensorVector(x.square(), x), 1);
      Tensor memory = torch.empty(SAMPLE_BLOCK * COMPONENT_BLOCK);
      for (int from = 0; from < samples; from += SAMPLE_BLOCK) {
        int rows = Math.min(SAMPLE_BLOCK, samples - from);
        try (PointerScope block = new PointerScope()) {
          Tensor sums = logSums(powers.narrow(0, from, rows), factors, constants, memory);
          sums.data_ptr_float().get(result, from, rows);
        }
      }
    }
  }

  private Tensor logSums(Tensor powers, Tensor factors, Tensor constants, Tensor memory) {
    Tensor sum = null;
    int n = sampled.posteriors().size();
    for (int from = 0; from < n; from += COMPONENT_BLOCK) {
      int size = Math.min(COMPONENT_BLOCK, n - from);
      Tensor part =
          logSumExp(
              torch.addmm_out(
                  memory.narrow(0, 0, powers.size(0) * size).view(powers.size(0), size),
                  constants.narrow(0, from, size),
                  powers,
                  factors.narrow(1, from, size)));
      sum = sum == null ? part : torch.logaddexp(sum, part);
    }
    return sum;
  }

  /**
   * Computes log-sum-exp over the columns and overwrites x; a fifth faster than {@code logsumexp},
   * which makes copies.
   */
  private static Tensor logSumExp(Tensor x) {
    Tensor max = x.amax(new long[] {1}, true);
    return x.sub_(max).exp_().sum(1).log_().add_(max.view(-1));
  }
}
