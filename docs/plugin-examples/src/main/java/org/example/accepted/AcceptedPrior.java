package org.example.accepted;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.State;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.Initialization;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * p(z) = a(z) N(z; 0, I) / Z, where a network gives the probability a(z) with which a proposal z is
 * accepted. Z = E[a(z)] has no closed form.
 *
 * @param hiddenUnits units of the network
 * @param samples by which Z is estimated when the prior is frozen
 */
@Plugin(
    name = "accepted",
    summary = "the standard normal, accepted with a learned probability",
    reference = "Bauer and Mnih 2019, Resampled priors for variational autoencoders")
public record AcceptedPrior(
    @Option("hidden units of the acceptance network") @Min(1) @Max(10000) int hiddenUnits,
    @Option("proposals by which the normaliser is estimated at the end") @Min(1000) @Max(100000000)
        int samples)
    implements Prior {

  /** Of the logit of a(z), so that at least one in 21 proposals is accepted. */
  private static final double LIMIT = 3;

  public AcceptedPrior() {
    this(50, 1 << 17);
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    int d = scope.latentSize();
    return new Bound(
        d,
        samples,
        DenseLayer.bind(scope, "hidden", d, hiddenUnits, Initialization.GLOROT),
        DenseLayer.bind(scope, "output", hiddenUnits, 1, Initialization.GLOROT),
        scope.state("log-normalizer", Nd4j.ones(1).mul(Math.log(0.5))),
        scope.noise("proposals", 1000, d));
  }

  private record Bound(
      int dimensions,
      int samples,
      DenseLayer hidden,
      DenseLayer output,
      State logNormalizer,
      SDVariable proposals)
      implements BoundPrior {

    private SDVariable logit(SDVariable z) {
      SDVariable u = output.apply(Activation.TANH.apply(hidden.apply(z)));
      return Activation.TANH.apply(u).mul(LIMIT).reshape(-1);
    }

    private SDVariable logProb(SDVariable z, SDVariable logNormalizer) {
      SDVariable logAcceptance = Activation.SOFTPLUS.apply(logit(z).neg()).neg();
      return LogProbability.standardGaussian(z).add(logAcceptance).sub(logNormalizer);
    }

    @Override
    public SDVariable logProb(SDVariable z) {
      return logProb(z, logNormalizer.value());
    }

    @Override
    public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
      SDVariable acceptance = Activation.SIGMOID.apply(logit(proposals));
      SDVariable estimate = z.getSameDiff().math().log(Reduction.mean(acceptance)).reshape(1);
      logNormalizer.afterStep(logNormalizer.value().mul(0.99).add(estimate.mul(0.01)));
      return logProb(z, estimate);
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      UnaryOperator<INDArray> logits = values.function(this::logit);
      Acceptance acceptance = z -> logits.apply(z).data().asDouble();
      Distribution proposal = DiagonalGaussianMixture.standard(dimensions);
      double[] accepted = acceptance.of(proposal.sample(samples, random));
      double sum = 0;
      double squares = 0;
      for (double a : accepted) {
        sum += a;
        squares += a * a;
      }
      double mean = sum / samples;
      if (!(mean > 0)) {
        throw ElboException.numeric("no proposal is accepted; try a smaller --learning-rate");
      }
      double error = Math.sqrt((squares / samples - mean * mean) / samples) / mean;
      return new Frozen(proposal, acceptance, Math.log(mean), error);
    }
  }

  /** The probability with which each row is accepted. */
  private interface Acceptance {

    double[] logits(INDArray z);

    default double[] of(INDArray z) {
      double[] values = logits(z);
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 / (1 + Math.exp(-values[i]));
      }
      return values;
    }
  }

  private record Frozen(
      Distribution proposal, Acceptance acceptance, double logNormalizer, double logNormalizerError)
      implements Distribution {

    @Override
    public int dimensions() {
      return proposal.dimensions();
    }

    @Override
    public INDArray logProb(INDArray z) {
      double[] result = proposal.logProb(z).data().asDouble();
      double[] logits = acceptance.logits(z);
      for (int i = 0; i < result.length; i++) {
        // log a = -softplus(-u)
        double u = logits[i];
        result[i] += Math.min(u, 0) - Math.log1p(Math.exp(-Math.abs(u))) - logNormalizer;
      }
      return Nd4j.createFromArray(result);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      double[][] accepted = new double[n][];
      for (int i = 0; i < n; ) {
        INDArray z = proposal.sample(n, random);
        double[] a = acceptance.of(z);
        for (int k = 0; k < n && i < n; k++) {
          if (random.nextDouble() < a[k]) {
            accepted[i++] = z.getRow(k).toDoubleVector();
          }
        }
      }
      return Nd4j.createFromArray(accepted);
    }
  }
}
