package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The values of a prior's states with which its formula gives log-densities that were computed with
 * another estimate of the normaliser, up to a number common to all codes: damped Gauss-Newton steps
 * (Levenberg 1944) over the states.
 *
 * <p>The normaliser of a truncated rejection sampler, for example, also weighs the proposals that
 * are accepted against the one that is taken in the end, so that another estimate changes more than
 * a constant; but it is the state of the prior, and there is a value of it that explains every
 * difference to the last digit.
 */
final class StateFit {

  private static final int STEPS = 100;

  /** The step of the derivatives by a state, relative to 1 + its size. */
  private static final double DIFFERENCE = 1e-6;

  private static final double MAX_DAMPING = 1e12;

  /** The sum of squares below which nothing but rounding is left. */
  private static final double EXACT = 1e-20;

  /** The number of codes besides two for each number in a state. */
  private static final int SPARE = 4;

  private final List<INDArray> states;
  private final Supplier<double[]> formula;
  private final double[] wanted;

  private StateFit(List<INDArray> states, Supplier<double[]> formula, double[] wanted) {
    this.states = states;
    this.formula = formula;
    this.wanted = wanted;
  }

  /**
   * Returns the number of codes at which states can be held against values: enough that they cannot
   * reach whatever values there are.
   */
  static int codes(PluginGraph graph) {
    long numbers = graph.parameters().states().values().stream().mapToLong(INDArray::length).sum();
    return Math.toIntExact(SPARE + 2 * numbers);
  }

  /**
   * Returns the values of a formula with the states and the constant that come nearest to given
   * values. The states are then as they were before.
   *
   * @param graph of the prior
   * @param formula evaluates it at some codes
   * @param wanted the values to be reached, of {@link #codes} codes or more
   */
  static double[] nearest(PluginGraph graph, Supplier<double[]> formula, double[] wanted) {
    if (wanted.length < codes(graph)) {
      throw new IllegalArgumentException(
          "%d values; the states need %d or more".formatted(wanted.length, codes(graph)));
    }
    List<INDArray> states = List.copyOf(graph.parameters().states().values());
    StateFit fit = new StateFit(states, formula, wanted);
    RealVector before = fit.present();
    try {
      return fit.run(before);
    } finally {
      fit.set(before);
    }
  }

  private double[] run(RealVector start) {
    RealVector at = start;
    double[] values = valuesAt(at);
    double damping = 1e-3;
    boolean isFree = at.getDimension() > 0;
    for (int i = 0; isFree && i < STEPS && damping < MAX_DAMPING; i++) {
      if (distance(values) < EXACT) {
        break;
      }
      RealVector next = at.add(move(at, values, damping));
      double[] there = valuesAt(next);
      if (distance(there) < distance(values)) { // never true of NaN
        at = next;
        values = there;
        damping /= 10;
      } else {
        damping *= 10;
      }
    }
    return values;
  }

  /** Returns the damped Gauss-Newton step. */
  private RealVector move(RealVector at, double[] values, double damping) {
    int k = at.getDimension();
    RealMatrix slopes = MatrixUtils.createRealMatrix(values.length, k);
    for (int j = 0; j < k; j++) {
      RealVector aside = at.copy();
      double step = DIFFERENCE * (1 + Math.abs(at.getEntry(j)));
      aside.addToEntry(j, step);
      double[] there = valuesAt(aside);
      double[] slope = new double[values.length];
      Arrays.setAll(slope, i -> (there[i] - values[i]) / step);
      slopes.setColumn(j, slope);
    }
    RealMatrix normal = slopes.transpose().multiply(slopes);
    for (int j = 0; j < k; j++) {
      normal.multiplyEntry(j, j, 1 + damping);
    }
    double[] rest = new double[values.length];
    Arrays.setAll(rest, i -> wanted[i] - values[i]);
    return new SingularValueDecomposition(normal)
        .getSolver()
        .solve(slopes.transpose().operate(new ArrayRealVector(rest, false)));
  }

  /** Returns the formula's values, plus the number that makes their mean the wanted one. */
  private double[] valuesAt(RealVector states) {
    set(states);
    double[] values = formula.get();
    double shift =
        IntStream.range(0, values.length).mapToDouble(i -> wanted[i] - values[i]).sum()
            / values.length;
    Arrays.setAll(values, i -> values[i] + shift);
    return values;
  }

  private double distance(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> (wanted[i] - values[i]) * (wanted[i] - values[i]))
        .sum();
  }

  private RealVector present() {
    return new ArrayRealVector(
        states.stream().flatMapToDouble(s -> Arrays.stream(Numbers.values(s))).toArray(), false);
  }

  private void set(RealVector values) {
    int from = 0;
    for (INDArray state : states) {
      int length = (int) state.length();
      state.assign(Numbers.array(values.getSubVector(from, length).toArray(), state.shape()));
      from += length;
    }
  }
}
