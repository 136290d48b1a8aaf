package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Labels;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.training.Trainer;
import org.elbosurgery.framework.training.TrainingRows;

/**
 * An experiment whose spec has been checked and whose plugins and data have been found.
 *
 * @param spec the spec, every plugin with all its options
 * @param data the data
 * @param model the model
 * @param estimator estimates the terms of the average KL
 */
public record Experiment(
    ExperimentSpec spec, DataSet data, ModelDefinition model, Estimator estimator) {

  /** Returns the rows that training may use. */
  public TrainingRows trainingRows() {
    return new TrainingRows(data, spec.training());
  }

  /** Returns the class of each row of a split that is taken apart; empty if it is not known. */
  Optional<WordArray> labels(Split split) {
    return split == Split.TRAIN
        ? data.labels().map(labels -> labels.train().first(trainingRows().fitted().size()))
        : data.labels().flatMap(Labels::test);
  }

  /** Returns the stream that the model is bound with. */
  RandomStream modelStream() {
    return Trainer.modelStream(random());
  }

  /** Returns the root of all randomness, at its beginning. */
  public RandomStream random() {
    return RandomStream.of(spec.run().seed());
  }
}
