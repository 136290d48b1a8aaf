package org.elbosurgery.framework.surgery;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A prior's density whose answers are checked: what a plugin throws, and its NaN, is reported where
 * it arises, with the plugin's class and jar.
 *
 * @param density the prior
 */
public record CheckedPrior(Density density) {

  /** A standard error needs the square. */
  private static final double GREATEST = 1e150;

  /**
   * Returns log p(z) of each row, in nats.
   *
   * @param z codes, {@code [n, d]} row by row
   * @return nats, {@code [n]}
   * @throws ElboException (plugin) if the density throws, or answers with the wrong shape or NaN;
   *     (numeric) if it is infinite at a sample, for then the marginal KL is infinite, or beyond
   *     1e150, whose square is
   */
  public double[] logProb(double[] z) {
    int rows = z.length / density.dimensions();
    INDArray matrix = Nd4j.createFromArray(z).reshape('c', rows, density.dimensions());
    INDArray values = PluginCall.of(density, "logProb", () -> density.logProb(matrix));
    int d = density.dimensions();
    return checked(
        "logProb",
        values,
        rows,
        i -> {
          int j = greatest(d, at -> Math.abs(z[i * d + at]));
          return "at a sample whose furthest value is %s, in dimension %d"
              .formatted(z[i * d + j], j);
        });
  }

  /**
   * Returns -E_{q_n}[log p(z)] of each posterior where it has a closed form.
   *
   * @throws ElboException (plugin) if the density throws, or answers with the wrong shape or NaN;
   *     (numeric) if it is infinite for a posterior, for then the average KL is infinite, or beyond
   *     1e150; the posterior is named
   */
  public Optional<double[]> crossEntropy(Codes codes) {
    return PluginCall.of(density, "crossEntropy", () -> density.crossEntropy(codes))
        .map(
            values ->
                checked(
                    "crossEntropy",
                    values,
                    codes.size(),
                    n -> "in row " + n + ", " + widest(codes, n)));
  }

  /** Says which dimension of a posterior reaches furthest. */
  private static String widest(Codes codes, int n) {
    int j =
        greatest(
            codes.dimensions(),
            at -> Math.abs(codes.mean(n, at)) + Math.exp(0.5 * codes.logVariance(n, at)));
    return "whose dimension %d has the mean %s and the log-variance %s"
        .formatted(j, codes.mean(n, j), codes.logVariance(n, j));
  }

  private static int greatest(int dimensions, IntToDoubleFunction reach) {
    int greatest = 0;
    for (int j = 1; j < dimensions; j++) {
      greatest = reach.applyAsDouble(j) > reach.applyAsDouble(greatest) ? j : greatest;
    }
    return greatest;
  }

  /**
   * Returns the values if all can be computed with.
   *
   * @param place says where a value is, by its number
   */
  private double[] checked(String call, INDArray values, int rows, IntFunction<String> place) {
    double[] result =
        new ReturnedArray(density, call, rows, values).ofShape(rows).notNaN().doubles();
    for (int i = 0; i < rows; i++) {
      if (!(Math.abs(result[i]) <= GREATEST)) {
        throw ElboException.numeric(
            ("%s: %s is %s %s, so the KL or its error is not finite: the density is too narrow for"
                    + " these codes, too far from them, or zero there")
                .formatted(PluginCall.named(density), call, result[i], place.apply(i)));
      }
    }
    return result;
  }
}
