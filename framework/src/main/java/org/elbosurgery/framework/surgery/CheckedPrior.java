package org.elbosurgery.framework.surgery;

import java.util.Optional;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A prior's density whose answers are checked: a plugin's NaN is reported where it arises.
 *
 * @param density the prior
 */
record CheckedPrior(Density density) {

  /**
   * Returns log p(z) of each row.
   *
   * @throws ElboException (plugin) if the density answers with the wrong length or NaN; (numeric)
   *     if a sample has density zero, for then the marginal KL is infinite
   */
  double[] logProb(double[] z) {
    int rows = z.length / density.dimensions();
    INDArray matrix = Nd4j.createFromArray(z).reshape('c', rows, density.dimensions());
    double[] logProb = checked("logProb", density.logProb(matrix), rows);
    for (int i = 0; i < rows; i++) {
      if (Double.isInfinite(logProb[i])) {
        throw ElboException.numeric(
            "the prior's log-density is "
                + logProb[i]
                + " at a sample of the aggregate posterior, so the marginal KL is not finite");
      }
    }
    return logProb;
  }

  /** Returns -E_{q_n}[log p(z)] of each posterior where it has a closed form. */
  Optional<double[]> crossEntropy(Codes codes) {
    return density.crossEntropy(codes).map(values -> checked("crossEntropy", values, codes.size()));
  }

  private double[] checked(String method, INDArray values, int length) {
    if (values.length() != length) {
      throw breach(method + " returned " + values.length() + " values for " + length + " rows");
    }
    double[] result = values.ravel().toDoubleVector();
    for (int i = 0; i < length; i++) {
      if (Double.isNaN(result[i])) {
        throw breach(method + " returned NaN in row " + i);
      }
    }
    return result;
  }

  private ElboException breach(String problem) {
    return ElboException.plugin(
        "the prior's density " + density.getClass().getName() + ": " + problem, null);
  }
}
