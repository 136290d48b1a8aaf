package org.elbosurgery.priors.gaussian;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.State;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/**
 * The resampled prior in a graph. {@code logProb} has the moving average of the normaliser,
 * training the estimate of the step, smoothed by it.
 *
 * @param dimensions d
 * @param attempts T
 * @param samples by which the normaliser is estimated at the end
 * @param logit of the acceptance probability, {@code [n, d]} to {@code [n]}
 * @param normalizer the moving average of Z, {@code [1]}
 * @param proposals of a training step, {@code [S, d]}
 */
record BoundResampled(
    int dimensions,
    int attempts,
    int samples,
    UnaryOperator<SDVariable> logit,
    State normalizer,
    SDVariable proposals)
    implements BoundPrior {

  /** The share of the moving average that a step replaces. */
  private static final double RENEWED = 0.01;

  /** The number of proposals evaluated at a time when the prior is frozen. */
  private static final int BLOCK = 1 << 14;

  @Override
  public SDVariable logProb(SDVariable z) {
    return logProb(z, normalizer.value());
  }

  @Override
  public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
    SDVariable estimate =
        Reduction.mean(Activation.SIGMOID.apply(logit.apply(proposals))).reshape(1);
    SDVariable smoothed = normalizer.value().mul(1 - RENEWED).add(estimate.mul(RENEWED));
    normalizer.afterStep(smoothed);
    // The value of the average, which varies less, with the gradient of the step's own estimate.
    SDVariable constant =
        new StopGradient(z.getSameDiff(), smoothed.sub(estimate)).outputVariable();
    return logProb(z, constant.add(estimate));
  }

  /**
   * Returns log pi + log((1 - r) a / Z + r), as log pi + A + softplus(log r - A) with A = log((1 -
   * r) a / Z).
   */
  private SDVariable logProb(SDVariable z, SDVariable normalizer) {
    SDMath math = z.getSameDiff().math();
    SDVariable logRefused = math.log(normalizer.neg().add(1)).mul(attempts - 1);
    SDVariable factor = math.log(math.exp(logRefused).neg().add(1)).sub(math.log(normalizer));
    SDVariable accepted = factor.sub(Activation.SOFTPLUS.apply(logit.apply(z).neg()));
    SDVariable taken = Activation.SOFTPLUS.apply(logRefused.sub(accepted));
    return LogProbability.standardGaussian(z).add(accepted).add(taken);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException NUMERIC if no proposal is accepted with a probability above 0
   */
  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    UnaryOperator<INDArray> logits = values.function(logit);
    Distribution proposal = DiagonalGaussianMixture.standard(dimensions);
    double sum = 0;
    double squares = 0;
    for (int done = 0; done < samples; done += BLOCK) {
      INDArray z = proposal.sample(Math.min(BLOCK, samples - done), random);
      for (double u : logits.apply(z).data().asDouble()) {
        double a = FrozenResampled.acceptance(u);
        sum += a;
        squares += a * a;
      }
    }
    double mean = sum / samples;
    if (!(mean > 0)) {
      throw ElboException.numeric(
          "the normaliser of the resampled prior is estimated as "
              + mean
              + ": none of "
              + samples
              + " proposals would be accepted; try a smaller --learning-rate");
    }
    double variance = Math.max(0, squares / samples - mean * mean);
    return new FrozenResampled(
        proposal, logits, attempts, mean, Math.sqrt(variance / samples) / mean);
  }
}
