package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A prior with a given log-density of each row and perhaps a cross-entropy. */
record FormulaPrior(
    int dimensions, ToDoubleFunction<double[]> logDensity, Optional<INDArray> crossEntropies)
    implements Distribution {

  @Override
  public INDArray logProb(INDArray z) {
    double[] values = z.dup('c').data().asDouble();
    double[] logProb = new double[values.length / dimensions];
    Arrays.setAll(
        logProb,
        i ->
            logDensity.applyAsDouble(
                Arrays.copyOfRange(values, i * dimensions, (i + 1) * dimensions)));
    return Nd4j.createFromArray(logProb);
  }

  @Override
  public INDArray sample(int n, RandomStream random) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<INDArray> crossEntropy(Posteriors posteriors) {
    return crossEntropies;
  }

  /** Returns log N(z; 0, I). */
  static double standardGaussian(double[] z) {
    double sum = 0;
    for (double u : z) {
      sum -= 0.5 * (u * u + Math.log(2 * Math.PI));
    }
    return sum;
  }
}
