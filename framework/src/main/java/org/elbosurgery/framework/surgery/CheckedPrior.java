package org.elbosurgery.framework.surgery;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A prior's density whose answers are checked: what a plugin throws, and its NaN, is reported where
 * it arises, with the plugin's class.
 *
 * @param density the prior
 */
record CheckedPrior(Density density) {

  /**
   * Returns log p(z) of each row.
   *
   * @throws ElboException (plugin) if the density throws, or answers with the wrong length or NaN;
   *     (numeric) if it is infinite at a sample, for then the marginal KL is infinite
   */
  double[] logProb(double[] z) {
    int rows = z.length / density.dimensions();
    INDArray matrix = Nd4j.createFromArray(z).reshape('c', rows, density.dimensions());
    INDArray values = call("logProb", () -> density.logProb(matrix));
    return checked("logProb", values, rows);
  }

  /**
   * Returns -E_{q_n}[log p(z)] of each posterior where it has a closed form.
   *
   * @throws ElboException (plugin) if the density throws, or answers with the wrong length or NaN;
   *     (numeric) if it is infinite for a posterior, for then the average KL is infinite
   */
  Optional<double[]> crossEntropy(Codes codes) {
    return call("crossEntropy", () -> density.crossEntropy(codes))
        .map(values -> checked("crossEntropy", values, codes.size()));
  }

  private <T> T call(String method, Supplier<T> answer) {
    try {
      T result = answer.get();
      if (result == null) {
        throw breach(method + " returned null", null);
      }
      return result;
    } catch (ElboException | CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw breach(method + " failed: " + e, e);
    }
  }

  private double[] checked(String method, INDArray values, int length) {
    if (values.length() != length) {
      throw breach(
          method + " returned " + values.length() + " values for " + length + " rows", null);
    }
    double[] result = values.ravel().toDoubleVector();
    for (int i = 0; i < length; i++) {
      if (Double.isNaN(result[i])) {
        throw breach(method + " returned NaN in row " + i, null);
      }
      if (Double.isInfinite(result[i])) {
        throw ElboException.numeric(
            name()
                + ": "
                + method
                + " is "
                + result[i]
                + " in row "
                + i
                + ", so the KL is not finite");
      }
    }
    return result;
  }

  private ElboException breach(String problem, Throwable cause) {
    return ElboException.plugin(name() + ": " + problem, cause);
  }

  private String name() {
    return "the prior's density " + density.getClass().getName();
  }
}
