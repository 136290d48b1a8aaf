package org.elbosurgery.api;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a plugin sees of the graph it is bound in, and the only way for it to touch the graph. Each
 * binding has a scope of its own, so names need only be unique within one plugin. The expressions
 * that a plugin needs are in {@link org.elbosurgery.api.graph}; they avoid ND4J's known defects.
 *
 * @since 0.1.0
 */
public interface GraphScope {

  /**
   * Declares a trained parameter. When a graph is rebuilt from a checkpoint the stored value takes
   * the place of the initial one.
   *
   * @param name unique within this scope: letters, digits, dashes and underscores
   * @param initialValue its value before training; converted to {@link #dataType}
   * @return the parameter as a variable, of the same shape
   * @throws IllegalArgumentException if the name is taken or ill-formed
   */
  SDVariable parameter(String name, INDArray initialValue);

  /**
   * Declares a constant.
   *
   * @param name unique within this scope, like a parameter's
   * @param value its value; converted to {@link #dataType}
   * @return the constant as a variable, of the same shape
   * @throws IllegalArgumentException if the name is taken or ill-formed
   */
  SDVariable constant(String name, INDArray value);

  /** Returns d, the number of latent dimensions. */
  int latentSize();

  /** Returns D, the number of values in a row of data. */
  int dataSize();

  /** Returns the interval that data lie in: the range of the support of the model's likelihood. */
  Interval dataRange();

  /** Returns the floating-point type of the graph. */
  DataType dataType();

  /**
   * Returns rows of the training data for a data-dependent start, drawn without replacement from
   * {@link #random}.
   *
   * @param count how many
   * @return {@code [count, D]}
   * @throws IllegalArgumentException if there are fewer rows than {@code count}
   */
  INDArray trainingRows(int count);

  /** Returns this binding's own stream of random numbers, the only source a plugin may use. */
  RandomStream random();

  /**
   * Encodes data by the model's encoder with its shared weights; any number of calls.
   *
   * @param x data, {@code [n, D]}
   * @return the posteriors, log-variance clipped
   * @throws IllegalStateException if called while the encoder itself is being bound
   */
  Posterior encode(SDVariable x);

  /**
   * Encodes data by the model's encoder as it is now, for a data-dependent start: nothing is added
   * to what trains.
   *
   * @param x data, {@code [n, D]}
   * @return the posteriors of the rows, log-variance clipped
   * @throws IllegalStateException if called while the encoder itself is being bound
   */
  Posteriors encode(INDArray x);
}
