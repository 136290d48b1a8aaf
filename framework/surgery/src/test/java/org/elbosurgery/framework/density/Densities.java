package org.elbosurgery.framework.density;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Densities, right and wrong ones, made of functions of a row. */
final class Densities {

  private Densities() {}

  /** Returns a mixture whose component means and log-variances are drawn. */
  static DiagonalGaussianMixture mixture(int components, int d, double spread, double logVariance) {
    RandomStream random = RandomStream.of(components).at(d);
    double[] means = new double[components * d];
    Arrays.setAll(means, i -> spread * random.nextGaussian());
    double[] logVariances = new double[components * d];
    Arrays.setAll(logVariances, i -> logVariance + 0.3 * random.nextGaussian());
    return new DiagonalGaussianMixture(new double[components], means, logVariances);
  }

  /** Returns a density with the samples of another. */
  static Distribution sampledBy(Distribution sampler, UnaryOperator<INDArray> logProb) {
    return new Distribution() {
      @Override
      public int dimensions() {
        return sampler.dimensions();
      }

      @Override
      public INDArray logProb(INDArray z) {
        return logProb.apply(z);
      }

      @Override
      public INDArray sample(int n, RandomStream random) {
        return sampler.sample(n, random);
      }
    };
  }

  /** Returns a density multiplied by e^c, with the same samples. */
  static Distribution times(Distribution density, double c, double statedError) {
    return new Distribution() {
      @Override
      public int dimensions() {
        return density.dimensions();
      }

      @Override
      public double logNormalizerError() {
        return statedError;
      }

      @Override
      public INDArray logProb(INDArray z) {
        return density.logProb(z).add(c);
      }

      @Override
      public INDArray sample(int n, RandomStream random) {
        return density.sample(n, random);
      }
    };
  }

  /** Returns independent coordinates. */
  static Distribution independent(
      int d, DoubleUnaryOperator logDensity, DoubleUnaryOperator quantile) {
    return new Distribution() {
      @Override
      public int dimensions() {
        return d;
      }

      @Override
      public INDArray logProb(INDArray z) {
        double[] values = z.dup('c').data().asDouble();
        double[] result = new double[values.length / d];
        for (int i = 0; i < values.length; i++) {
          result[i / d] += logDensity.applyAsDouble(values[i]);
        }
        return Nd4j.createFromArray(result);
      }

      @Override
      public INDArray sample(int n, RandomStream random) {
        double[] values = new double[n * d];
        Arrays.setAll(values, i -> quantile.applyAsDouble(random.nextDouble()));
        return Nd4j.createFromArray(values).reshape('c', n, d);
      }
    };
  }

  /**
   * Returns N(0, I) sigmoid(slope z_0), accepted and refused: its integral is 1/2 by symmetry, and
   * it is not normalised.
   */
  static Distribution half(int d, double slope) {
    DiagonalGaussianMixture proposal = DiagonalGaussianMixture.standard(d);
    return new Distribution() {
      @Override
      public int dimensions() {
        return d;
      }

      @Override
      public INDArray logProb(INDArray z) {
        double[] result = proposal.logProb(z).data().asDouble();
        double[] rows = z.dup('c').data().asDouble();
        Arrays.setAll(result, i -> result[i] - Math.log1p(Math.exp(-slope * rows[i * d])));
        return Nd4j.createFromArray(result);
      }

      @Override
      public INDArray sample(int n, RandomStream random) {
        double[][] rows = proposal.sample(n, random).toDoubleMatrix();
        for (double[] row : rows) {
          // The other sign would have been accepted with the other probability.
          row[0] = random.nextDouble() < 1 / (1 + Math.exp(-slope * row[0])) ? row[0] : -row[0];
        }
        return Nd4j.createFromArray(rows);
      }
    };
  }
}
