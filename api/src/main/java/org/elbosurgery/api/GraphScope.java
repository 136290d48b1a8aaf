package org.elbosurgery.api;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A plugin's only access to the graph in which it is bound. Each binding has its own scope, so
 * names need only be unique within one plugin. {@link org.elbosurgery.api.graph} has expressions
 * for plugins that avoid ND4J's known defects.
 *
 * @since 0.1.0
 */
public interface GraphScope {

  /**
   * Declares a trained parameter. When a graph is rebuilt from a checkpoint, the stored value
   * replaces the initial one.
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

  /**
   * Declares a value that does not train but may change from step to step, such as a moving
   * average. When a graph is rebuilt from a checkpoint, the stored value replaces the initial one.
   *
   * @param name unique within this scope, like a parameter's
   * @param initialValue its value before training; converted to {@link #dataType}
   * @return the state
   * @throws IllegalArgumentException if the name is taken or ill-formed
   */
  State state(String name, INDArray initialValue);

  /**
   * Declares standard normal noise, drawn anew for every training step and held fixed while
   * held-out rows are evaluated. Only {@link BoundPrior#trainingLogProb} and {@link
   * State#afterStep} may depend on it: it is in no frozen density, because a result must not depend
   * on a draw.
   *
   * @param name unique within this scope, like a parameter's
   * @param shape of the noise
   * @return the noise as a variable
   * @throws IllegalArgumentException if the name is taken or ill-formed
   */
  SDVariable noise(String name, long... shape);

  /** Returns d, the number of latent dimensions. */
  int latentSize();

  /** Returns D, the number of values in a row of data. */
  int dataSize();

  /** Returns N, the number of rows of the training data. */
  int trainingSize();

  /**
   * Returns the interval in which the data lie: the range of the support of the model's likelihood.
   */
  Interval dataRange();

  /** Returns the floating-point type of the graph. */
  DataType dataType();

  /**
   * Returns rows of the training data, drawn without replacement using {@link #random}: for a
   * data-dependent initialisation, or for a prior made of them.
   *
   * @param count the number of rows
   * @return the rows, in {@link #dataType}
   * @throws IllegalArgumentException if there are fewer rows than {@code count}
   */
  NumberedRows trainingRows(int count);

  /**
   * Returns this binding's own stream of random numbers, the only source of randomness a plugin may
   * use.
   */
  RandomStream random();

  /**
   * Encodes data by the model's encoder, whose weights are shared. May be called any number of
   * times.
   *
   * @param x data, {@code [n, D]}
   * @return the posteriors, log-variance clipped
   * @throws IllegalStateException if called while the encoder itself is being bound
   */
  Posterior encode(SDVariable x);

  /**
   * Encodes data by the model's encoder with its present parameters, for a data-dependent
   * initialisation. The graph is not extended.
   *
   * @param x data, {@code [n, D]}
   * @return the posteriors of the rows, log-variance clipped
   * @throws IllegalStateException if called while the encoder itself is being bound
   */
  Posteriors encode(INDArray x);
}
