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
   * density has no closed form outside the graph. Call it as often as you like: a prior whose
   * samples, too, are made by a formula has a function for each.
   *
   * <p>The function computes in the floating-point type of the graph, {@link GraphScope#dataType}:
   * single precision in a model that was trained, whatever the codes are given in. It takes codes
   * in blocks of some hundred rows, so that memory stays bounded; that changes nothing in an
   * expression that gives one row for each row of codes and mixes none of them, which is what it
   * must do. It is for one thread at a time, like every other function of the same graph.
   *
   * @param expression maps codes {@code [n, d]} to a variable {@code [n, ...]}, for example {@code
   *     prior::logProb}; called once, here
   * @return maps numeric codes {@code [n, d]}, n at least 1, to the expression's value, a copy in
   *     double precision; throws IllegalArgumentException if codes are of another shape, or if the
   *     value has not one row for each of them
   */
  UnaryOperator<INDArray> function(UnaryOperator<SDVariable> expression);
}
