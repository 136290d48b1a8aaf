package org.elbosurgery.framework.call;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers that a plugin returned, to be checked against its contract.
 *
 * @param plugin the plugin
 * @param call the name of the method
 * @param rows the number of rows requested
 * @param values the returned numbers
 */
public record ReturnedArray(Object plugin, String call, int rows, INDArray values) {

  /** Returns a number of rows in words. */
  public static String words(int rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }

  /**
   * Checks the shape.
   *
   * @param shape {@code [n]} or {@code [n, m]}, as the contract requires
   * @return this
   * @throws ElboException PLUGIN if the numbers have another shape
   */
  public ReturnedArray ofShape(long... shape) {
    if (!Arrays.equals(values.shape(), shape)) {
      String meaning =
          shape.length == 1 ? "one value per row, summed over the columns" : "one row per row";
      throw fault(
          Arrays.toString(values.shape()),
          "it must return " + Arrays.toString(shape) + ", " + meaning);
    }
    return this;
  }

  /**
   * Checks that all numbers are finite.
   *
   * @return this
   * @throws ElboException PLUGIN if one is NaN or infinite
   */
  public ReturnedArray finite() {
    return without(value -> !Double.isFinite(value), "it must return finite numbers");
  }

  /**
   * Checks that no number is NaN.
   *
   * @return this
   * @throws ElboException PLUGIN if one is NaN
   */
  public ReturnedArray notNaN() {
    return without(Double::isNaN, "it must return numbers");
  }

  /** Returns the numbers in double precision, row by row. */
  public double[] doubles() {
    return values.dup('c').data().asDouble();
  }

  private ReturnedArray without(DoublePredicate forbidden, String rule) {
    double[] numbers = doubles();
    int columns = values.rank() < 2 ? 1 : (int) values.size(1);
    for (int i = 0; i < numbers.length; i++) {
      if (forbidden.test(numbers[i])) {
        throw fault(numbers[i] + " in row " + i / columns, rule);
      }
    }
    return this;
  }

  private ElboException fault(String returned, String rule) {
    return PluginCall.fault(
        plugin, call, "returned %s for %s; %s".formatted(returned, words(rows), rule), null);
  }
}
