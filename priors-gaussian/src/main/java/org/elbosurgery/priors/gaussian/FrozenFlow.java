package org.elbosurgery.priors.gaussian;

import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.CodeRows;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A flow as numbers, in double precision; see {@link BoundFlow}. */
final class FrozenFlow implements Distribution {

  /** The number of rows computed at a time, so that memory stays bounded. */
  private static final int BLOCK = 1000;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final double[] mean;
  private final double[] logScale;
  private final List<FrozenCoupling> couplings;

  /**
   * Makes a flow.
   *
   * @param mean {@code [d]}
   * @param logScale {@code [d]}
   * @param couplings the couplings, of which the first keeps the first half; none if d is 1
   */
  FrozenFlow(double[] mean, double[] logScale, List<FrozenCoupling> couplings) {
    this.mean = mean.clone();
    this.logScale = logScale.clone();
    this.couplings = List.copyOf(couplings);
  }

  @Override
  public int dimensions() {
    return mean.length;
  }

  @Override
  public INDArray logProb(INDArray z) {
    double[] codes = CodeRows.of(z, dimensions());
    double[] result = new double[codes.length / dimensions()];
    for (int from = 0; from < result.length; from += BLOCK) {
      int to = Math.min(result.length, from + BLOCK);
      double[] sums = new double[to - from];
      double[] normals =
          forward(Arrays.copyOfRange(codes, from * dimensions(), to * dimensions()), sums);
      for (int i = 0; i < normals.length; i++) {
        sums[i / dimensions()] -= (LOG_2_PI + normals[i] * normals[i]) / 2;
      }
      System.arraycopy(sums, 0, result, from, sums.length);
    }
    return Nd4j.createFromArray(result);
  }

  /**
   * Returns what the flow makes of codes.
   *
   * @param codes {@code [n, d]} row by row; overwritten
   * @param logDeterminants {@code [n]}, to which those of the rows are added
   * @return {@code [n, d]} row by row
   */
  double[] forward(double[] codes, double[] logDeterminants) {
    for (int i = 0; i < codes.length; i++) {
      int j = i % dimensions();
      codes[i] = (codes[i] - mean[j]) * Math.exp(-logScale[j]);
      logDeterminants[i / dimensions()] -= logScale[j];
    }
    double[][] halves = Halves.of(codes, dimensions());
    for (int i = 0; i < couplings.size(); i++) {
      int moved = 1 - i % 2;
      FrozenCoupling.Move move = couplings.get(i).move(halves[1 - moved], logDeterminants.length);
      move.apply(halves[moved], logDeterminants);
    }
    return Halves.join(halves, dimensions());
  }

  /**
   * Undoes the flow on standard normal values.
   *
   * @throws ElboException NUMERIC if a value overflows; the coupling is named
   */
  @Override
  public INDArray sample(int n, RandomStream random) {
    double[] samples = new double[n * dimensions()];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      double[] block = new double[(to - from) * dimensions()];
      Arrays.setAll(block, i -> random.nextGaussian());
      System.arraycopy(inverse(block), 0, samples, from * dimensions(), block.length);
    }
    return Nd4j.createFromArray(samples).reshape('c', n, dimensions());
  }

  /**
   * Returns the codes of which the flow makes these values.
   *
   * @param normals {@code [n, d]} row by row
   * @return {@code [n, d]} row by row
   * @throws ElboException NUMERIC if a value overflows
   */
  double[] inverse(double[] normals) {
    int rows = normals.length / dimensions();
    double[][] halves = Halves.of(normals, dimensions());
    for (int i = couplings.size() - 1; i >= 0; i--) {
      int moved = 1 - i % 2;
      couplings.get(i).move(halves[1 - moved], rows).undo(halves[moved]);
      requireFinite(halves[moved], "coupling " + (i + 1) + " of " + couplings.size());
    }
    double[] codes = Halves.join(halves, dimensions());
    for (int i = 0; i < codes.length; i++) {
      int j = i % dimensions();
      codes[i] = mean[j] + Math.exp(logScale[j]) * codes[i];
    }
    requireFinite(codes, "first map, of each dimension by itself");
    return codes;
  }

  private static void requireFinite(double[] values, String map) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw ElboException.numeric(
            "the prior flow cannot be sampled: the inverse of its %s overflows to %s; train it with"
                    .formatted(map, value)
                + " a smaller max-log-scale, fewer couplings or a smaller learning rate");
      }
    }
  }
}
