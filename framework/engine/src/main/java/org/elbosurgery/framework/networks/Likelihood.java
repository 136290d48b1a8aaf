package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.LogProbability;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** The distribution of each value of x given the output of the decoder's network for it. */
public enum Likelihood {

  /** Bernoulli; the network's outputs are logits. */
  BERNOULLI {
    @Override
    Support support() {
      return Support.BINARY;
    }

    @Override
    BoundLikelihood bind(GraphScope scope) {
      return new BoundLikelihood() {
        @Override
        public SDVariable logProb(SDVariable x, SDVariable output) {
          return LogProbability.bernoulli(x, output);
        }

        @Override
        public SDVariable mean(SDVariable output) {
          return output.getSameDiff().nn().sigmoid(output);
        }
      };
    }
  },

  /**
   * Gaussian; the network's outputs are means, and one variance is learned for all values (Rybkin
   * et al. 2021).
   */
  GAUSSIAN {
    @Override
    Support support() {
      return Support.REAL_LINE;
    }

    @Override
    BoundLikelihood bind(GraphScope scope) {
      SDVariable free = scope.parameter("log-variance", Nd4j.zeros(1, 1));
      SDVariable logVariance =
          free.getSameDiff().math().clipByValue(free, -LOG_VARIANCE_BOUND, LOG_VARIANCE_BOUND);
      return new BoundLikelihood() {
        @Override
        public SDVariable logProb(SDVariable x, SDVariable output) {
          return LogProbability.diagonalGaussian(x, output, logVariance);
        }

        @Override
        public SDVariable mean(SDVariable output) {
          return output.getSameDiff().identity(output);
        }
      };
    }
  };

  /**
   * The largest magnitude of the log-variance; without a bound, a perfectly predicted data set
   * would drive the variance to zero and the likelihood to infinity.
   */
  private static final double LOG_VARIANCE_BOUND = 12;

  /** Returns the support of the likelihood. */
  abstract Support support();

  /** Declares the likelihood's own parameters. */
  abstract BoundLikelihood bind(GraphScope scope);
}
