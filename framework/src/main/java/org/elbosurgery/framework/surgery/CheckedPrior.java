package org.elbosurgery.framework.surgery;

import java.util.Optional;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.plugin.PluginCall;
import org.elbosurgery.framework.plugin.ReturnedArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A prior's density whose answers are checked: what a plugin throws, and its NaN, is reported where
 * it arises, with the plugin's class and jar.
 *
 * @param density the prior
 */
public record CheckedPrior(Density density) {

  /**
   * Returns log p(z) of each row, in nats.
   *
   * @param z codes, {@code [n, d]} row by row
   * @return nats, {@code [n]}
   * @throws ElboException (plugin) if the density throws, or answers with the wrong shape or NaN;
   *     (numeric) if it is infinite at a sample, for then the marginal KL is infinite
   */
  public double[] logProb(double[] z) {
    int rows = z.length / density.dimensions();
    INDArray matrix = Nd4j.createFromArray(z).reshape('c', rows, density.dimensions());
    INDArray values = PluginCall.of(density, "logProb", () -> density.logProb(matrix));
    return checked("logProb", values, rows);
  }

  /**
   * Returns -E_{q_n}[log p(z)] of each posterior where it has a closed form.
   *
   * @throws ElboException (plugin) if the density throws, or answers with the wrong shape or NaN;
   *     (numeric) if it is infinite for a posterior, for then the average KL is infinite
   */
  public Optional<double[]> crossEntropy(Codes codes) {
    return PluginCall.of(density, "crossEntropy", () -> density.crossEntropy(codes))
        .map(values -> checked("crossEntropy", values, codes.size()));
  }

  private double[] checked(String call, INDArray values, int rows) {
    double[] result =
        new ReturnedArray(density, call, rows, values).ofShape(rows).notNaN().doubles();
    for (int i = 0; i < rows; i++) {
      if (Double.isInfinite(result[i])) {
        throw ElboException.numeric(
            "%s: %s is %s in row %d, so the KL is not finite"
                .formatted(PluginCall.named(density), call, result[i], i));
      }
    }
    return result;
  }
}
