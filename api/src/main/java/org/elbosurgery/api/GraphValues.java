package org.elbosurgery.api;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Evaluates the variables of a graph at the parameters' present values.
 *
 * @since 0.1.0
 */
public interface GraphValues {

  /**
   * Evaluates a variable that depends on parameters and constants only.
   *
   * @param variable a variable of this graph
   * @return a copy of its value, in double precision
   */
  INDArray of(SDVariable variable);

  /**
   * Turns an expression of codes into a function of numbers: the general path for a prior whose
   * density has no closed form outside the graph. May be called any number of times, for example
   * once for the log-density and once for the samples of a prior.
   *
   * <p>The function computes in the floating-point type of the graph, {@link GraphScope#dataType}:
   * single precision in a trained model, whatever the precision of the codes. It processes codes in
   * blocks of some hundred rows, so that memory stays bounded; the expression must therefore give
   * one row for each row of codes, independently of the others. In a trained model it runs on the
   * plan of its training: a call costs what the same expression costs in a training step, for two
   * layers of 100 units some 2 microseconds a row, and at least some tenths of a millisecond, so
   * many rows in one call are cheaper than many calls. The first calls with 1, 2 to 32, 33 to 256,
   * and more rows take some 50 ms longer. Neither this nor any other function of the same graph may
   * be used by two threads at once.
   *
   * @param expression maps codes {@code [n, d]} to a variable {@code [n, ...]}, for example {@code
   *     prior::logProb}; called once, here
   * @return a function that maps numeric codes {@code [n, d]}, n at least 1, to the expression's
   *     value, a copy in double precision; it throws IllegalArgumentException if the codes have
   *     another shape, or if the value does not have one row for each of them
   */
  UnaryOperator<INDArray> function(UnaryOperator<SDVariable> expression);
}
