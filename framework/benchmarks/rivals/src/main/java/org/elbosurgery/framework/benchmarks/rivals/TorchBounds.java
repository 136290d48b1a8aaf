package org.elbosurgery.framework.benchmarks.rivals;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.elbosurgery.framework.benchmarks.rivals.TorchNetworks.Posterior;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.timing.Contender;

/**
 * The importance-weighted bounds of some rows in libtorch, with the standard Gaussian prior and
 * Bernoulli logits l: all samples of a row are decoded together, and log p(x|z) = x l - sum_j
 * softplus(l_j) takes one product with x and one pass over the logits, which is faster than {@code
 * binary_cross_entropy_with_logits} of a row that is repeated.
 */
final class TorchBounds implements Contender {

  private static final Scalar HALF = new Scalar(0.5);

  private final TorchNetworks networks;
  private final Rows rows;
  private final int samples;
  private final int latent;

  /**
   * Prepares the job.
   *
   * @param samples S
   * @param latent d
   */
  TorchBounds(Parameters parameters, Rows rows, int samples, int latent) {
    networks = new TorchNetworks(new TorchParameters(parameters));
    this.rows = rows;
    this.samples = samples;
    this.latent = latent;
  }

  @Override
  @SuppressWarnings("try") // the scopes are there to be closed
  public double[] turn() {
    long start = System.nanoTime();
    for (int n = 0; n < rows.size(); n++) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        bound(n, torch.randn(samples, latent));
      }
    }
    return new double[] {(System.nanoTime() - start) * 1e-6};
  }

  /**
   * Returns the bound of a row, in nats.
   *
   * @param noise {@code [S, d]}
   */
  double bound(int row, Tensor noise) {
    float[] values = new float[rows.width()];
    rows.copyTo(row, values, 0);
    Tensor x = torch.from_blob(new FloatPointer(values), 1, values.length);
    Posterior q = networks.encode(x);
    Tensor z = torch.addcmul(q.mean(), q.logVariance().mul(HALF).exp(), noise);
    Tensor logits = networks.decode(z);
    Tensor logLikelihood = logits.mv(x.view(-1)).sub(torch.softplus(logits).sum(1));
    Tensor logRatio =
        noise.square().add(q.logVariance()).sub(z.square()).sum(1).mul(HALF); // log p - log q
    Tensor bound = logLikelihood.add(logRatio).logsumexp(0);
    return bound.item_float() - Math.log(samples);
  }
}
