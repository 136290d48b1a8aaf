package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.graph.CodeGradients;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;

/**
 * The model of a run whose training is finished, from its newest checkpoint.
 *
 * @param experiment the experiment of the run
 * @param parameters of the model; with validation, those of the best epoch unless the options
 *     request the last
 * @param progress the progress of training
 */
public record TrainedModel(
    Experiment experiment, Parameters parameters, TrainingProgress progress) {

  /**
   * Reads a model, whose graphs are executed on the experiment's number of threads.
   *
   * @param experiment the experiment of the run, possibly with other {@link SurgeryOptions} or
   *     threads
   * @param folder the folder of the run
   * @throws ElboException USER if the data are not those of the run, training is not finished, or
   *     the newest checkpoint is missing, damaged, or belongs to another training
   */
  public static TrainedModel of(Experiment experiment, RunFolder folder) {
    folder.requireData(experiment);
    NativeSettings.useThreads(experiment.spec().run().threads());
    Optional<TrainingSnapshot> newest =
        folder.isFinished()
            ? FinishedRun.read(folder.path()).checkpoint()
            : folder.checkpoints().newest();
    TrainingSnapshot snapshot =
        newest
            .filter(s -> s.progress().isFinished(experiment.spec().training().epochs()))
            .orElseThrow(() -> withoutModel(folder));
    return new TrainedModel(
        experiment, snapshot.trained(experiment.spec().training()), snapshot.progress());
  }

  /** Returns an exception that says why a run has no trained model. */
  static ElboException withoutModel(RunFolder folder) {
    if (folder.isFinished() && FinishedRun.read(folder.path()).isResultsAlone()) {
      return ElboException.user(
          folder.path()
              + " has the results of a run alone, without its model; give the run itself");
    }
    return folder.isFinished()
        ? ElboException.user(
            folder.path() + " has no checkpoint of the trained model any more; restore it")
        : folder.unfinished();
  }

  /** Returns a graph of the model with a copy of the parameters. */
  public EvaluationGraph graph() {
    return new EvaluationGraph(
        experiment.model(),
        parameters,
        experiment.trainingRows().fitted(),
        experiment.modelStream(),
        experiment.spec().run().execution());
  }

  /** Returns the model's log-densities with their gradients, with a copy of the parameters. */
  public CodeGradients gradients() {
    return new CodeGradients(
        experiment.model(),
        parameters,
        experiment.trainingRows().fitted(),
        experiment.modelStream(),
        experiment.spec().run().execution());
  }

  /** Returns the prior as numbers. */
  public Distribution prior() {
    return graph().prior();
  }
}
