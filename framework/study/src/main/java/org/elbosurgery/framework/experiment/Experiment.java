package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.training.Trainer;
import org.elbosurgery.framework.training.TrainingRows;

/**
 * An experiment with everything that its spec names found and checked: nothing about it can be
 * mistyped any more.
 *
 * @param spec what was asked for, every plugin with all its options
 * @param data the data
 * @param model the model
 * @param estimator takes the average KL apart
 */
public record Experiment(
    ExperimentSpec spec, DataSet data, ModelDefinition model, Estimator estimator) {

  /** Returns the rows that training may see. */
  public TrainingRows trainingRows() {
    return new TrainingRows(data, spec.training());
  }

  /** Returns the stream that the model is bound with. */
  RandomStream modelStream() {
    return Trainer.modelStream(random());
  }

  /** Returns the root of everything random, from its beginning. */
  public RandomStream random() {
    return RandomStream.of(spec.run().seed());
  }
}
