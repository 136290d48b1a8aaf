package org.elbosurgery.framework.benchmarks.rivals;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.elbosurgery.framework.benchmarks.rivals.TorchNetworks.Posterior;

/**
 * A model in libtorch: networks, Bernoulli logits, and the prior given by the parameters: a
 * mixture, a VampPrior, or otherwise the standard Gaussian.
 */
final class TorchVae {

  private static final double LOG_2_PI = Math.log(2 * Math.PI);
  private static final long SUM = 2;

  private final TorchParameters parameters;
  private final TorchNetworks networks;
  private final Scalar half = new Scalar(0.5);
  private final Scalar minusHalf = new Scalar(-0.5);
  private final Scalar zero = new Scalar(0.0);
  private final Scalar one = new Scalar(1.0);
  private final TensorOptional none = new TensorOptional();

  TorchVae(TorchParameters parameters) {
    this.parameters = parameters;
    networks = new TorchNetworks(parameters);
  }

  /**
   * Returns the negative ELBO, a mean over rows.
   *
   * @param x {@code [n, 784]}
   * @param noise {@code [n, d]}
   */
  Tensor loss(Tensor x, Tensor noise) {
    Posterior q = networks.encode(x);
    Tensor z = torch.addcmul(q.mean(), q.logVariance().mul(half).exp(), noise);
    Tensor logits = networks.decode(z);
    Tensor reconstruction = torch.binary_cross_entropy_with_logits(logits, x, none, none, SUM);
    return reconstruction.add(kl(q, z)).mul(new Scalar(1.0 / x.size(0)));
  }

  /** Sums over the rows: in closed form, or at the sample z. */
  private Tensor kl(Posterior q, Tensor z) {
    if (parameters.has("prior/mean")) {
      Tensor logWeights = torch.log_softmax(parameters.get("prior/logits"), 1);
      Tensor logVariance =
          parameters.get("prior/log-excess-variance").exp().add(new Scalar(1e-4)).log();
      return kl(q, z, logWeights, parameters.get("prior/mean"), logVariance);
    }
    if (parameters.has("prior/pseudo-inputs")) {
      Posterior p =
          networks.encode(torch.hardtanh(parameters.get("prior/pseudo-inputs"), zero, one));
      Tensor logWeights =
          torch.full(new long[] {1, 1}, new Scalar(-Math.log((double) p.mean().size(0))));
      return kl(q, z, logWeights, p.mean(), p.logVariance());
    }
    Tensor twice = q.mean().square().add(q.logVariance().exp()).sub(q.logVariance()).sub(one);
    return twice.sum().mul(half);
  }

  private Tensor kl(Posterior q, Tensor z, Tensor logWeights, Tensor mean, Tensor logVariance) {
    Tensor entropy = q.logVariance().add(new Scalar(1 + LOG_2_PI)).sum().mul(half);
    return logProb(z, logWeights, mean, logVariance).sum().add(entropy).neg();
  }

  /** Returns log sum_k w_k N(z; m_k, diag v_k) by one matrix product. */
  private Tensor logProb(Tensor z, Tensor logWeights, Tensor mean, Tensor logVariance) {
    Tensor centre = mean.detach().mean(0);
    Tensor x = z.sub(centre);
    Tensor m = mean.sub(centre);
    Tensor precision = logVariance.neg().exp();
    Tensor norm = torch.addcmul(logVariance, m.square(), precision).sum(1);
    Tensor constants =
        torch.add(logWeights, norm, minusHalf).sub(new Scalar(0.5 * z.size(1) * LOG_2_PI));
    Tensor powers = torch.cat(new TensorVector(x.square(), x), 1);
    Tensor factors = torch.cat(new TensorVector(precision.mul(minusHalf), m.mul(precision)), 1);
    return torch.addmm(constants, powers, factors.t()).logsumexp(1);
  }
}
