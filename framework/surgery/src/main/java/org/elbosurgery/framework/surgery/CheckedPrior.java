package org.elbosurgery.framework.surgery;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks the answers of a prior's distribution: exceptions and NaN are reported where they arise,
 * with the plugin's class and jar.
 *
 * @param density the prior
 */
public record CheckedPrior(Distribution density) {

  /** The largest magnitude of a value; a standard error needs its square. */
  private static final double MAX = 1e150;

  /**
   * Returns log p(z) of each row, in nats.
   *
   * @param z codes, {@code [n, d]} row by row
   * @return nats, {@code [n]}
   * @throws ElboException PLUGIN if the distribution throws, or returns the wrong shape or NaN;
   *     NUMERIC if log p(z) is infinite at a sample, so that the marginal KL is infinite, or beyond
   *     1e150, so that its square is
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
          int j = largest(d, at -> Math.abs(z[i * d + at]));
          return "at a sample whose furthest value is %s, in dimension %d"
              .formatted(z[i * d + j], j);
        });
  }

  /**
   * Returns the standard error of its log normaliser, in nats; 0 if the normaliser is known.
   *
   * @throws ElboException PLUGIN if the distribution throws, or returns what is no error
   */
  public double logNormalizerError() {
    double error = PluginCall.of(density, "logNormalizerError", density::logNormalizerError);
    if (!(error >= 0 && error <= MAX)) {
      throw PluginCall.fault(
          density,
          "logNormalizerError",
          "returned " + error + "; a standard error is 0 or more",
          null);
    }
    return error;
  }

  /**
   * Returns -E_{q_n}[log p(z)] of each posterior; empty if there is no closed form.
   *
   * @throws ElboException PLUGIN if the distribution throws, or returns the wrong shape or NaN;
   *     NUMERIC if the cross-entropy is infinite for a posterior, so that the average KL is
   *     infinite, or beyond 1e150; the message names the posterior
   */
  public Optional<double[]> crossEntropy(Posteriors posteriors) {
    return PluginCall.of(density, "crossEntropy", () -> density.crossEntropy(posteriors))
        .map(
            values ->
                checked(
                    "crossEntropy",
                    values,
                    posteriors.size(),
                    n -> "in row " + n + ", " + widest(posteriors, n)));
  }

  /** Describes the dimension in which a posterior reaches furthest. */
  private static String widest(Posteriors posteriors, int n) {
    int j =
        largest(
            posteriors.dimensions(),
            at -> Math.abs(posteriors.mean(n, at)) + posteriors.standardDeviation(n, at));
    return "whose dimension %d has the mean %s and the log-variance %s"
        .formatted(j, posteriors.mean(n, j), posteriors.logVariance(n, j));
  }

  private static int largest(int dimensions, IntToDoubleFunction reach) {
    int max = 0;
    for (int j = 1; j < dimensions; j++) {
      max = reach.applyAsDouble(j) > reach.applyAsDouble(max) ? j : max;
    }
    return max;
  }

  /**
   * Returns the values after checking them.
   *
   * @param place describes where a value belongs, by its index
   */
  private double[] checked(String call, INDArray values, int rows, IntFunction<String> place) {
    double[] result =
        new ReturnedArray(density, call, rows, values).ofShape(rows).notNaN().doubles();
    for (int i = 0; i < rows; i++) {
      if (!(Math.abs(result[i]) <= MAX)) {
        throw ElboException.numeric(
            ("%s: %s is %s %s, so the KL or its error is not finite: the density is too narrow for"
                    + " these codes, too far from them, or zero there")
                .formatted(PluginCall.named(density), call, result[i], place.apply(i)));
      }
    }
    return result;
  }
}
