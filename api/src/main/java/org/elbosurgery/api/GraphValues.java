package org.elbosurgery.api;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluates the variables of a graph at the parameters' present values. */
public interface GraphValues {

  /**
   * Evaluates a variable that depends on parameters and constants only.
   *
   * @param variable a variable of this graph
   * @return a copy of its value
   */
  INDArray of(SDVariable variable);

  /**
   * Turns an expression of codes into a function of numbers: the general path for a prior whose
   * density has no closed form outside the graph.
   *
   * @param expression maps codes {@code [n, d]} to a variable, for example {@code prior::logProb}
   * @return maps numeric codes {@code [n, d]} to the expression's value
   */
  UnaryOperator<INDArray> function(UnaryOperator<SDVariable> expression);
}
