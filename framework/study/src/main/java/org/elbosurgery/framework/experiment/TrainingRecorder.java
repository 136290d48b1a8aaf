package org.elbosurgery.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.training.TrainingListener;
import org.elbosurgery.framework.training.TrainingProgress;

/**
 * Keeps {@code metrics.csv} up to date and, where surgeries while training are asked for, {@code
 * terms.csv} and the files of {@link EpochCodesFiles}; forwards all calls. A surgery draws from its
 * own random streams and computes with a copy of the parameters, so the training gives the same
 * bits with and without.
 */
final class TrainingRecorder implements TrainingListener {

  private final Experiment experiment;
  private final RunFolder folder;
  private final ExperimentListener listener;
  private final List<EpochTerms> terms = new ArrayList<>();

  /**
   * Goes on from what a run has kept.
   *
   * @param epochs finished by the checkpoint it goes on from; 0 for a new run
   */
  TrainingRecorder(
      Experiment experiment, RunFolder folder, ExperimentListener listener, int epochs) {
    this.experiment = experiment;
    this.folder = folder;
    this.listener = listener;
    folder.terms().stream().filter(each -> each.epoch() <= epochs).forEach(terms::add);
  }

  @Override
  public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
    listener.stepped(progress, totalSteps, elbo);
  }

  @Override
  public void finishedEpoch(TrainingProgress progress, Parameters parameters) {
    folder.writeMetrics(progress.metrics());
    operate(progress, parameters);
    listener.finishedEpoch(progress, parameters);
  }

  /**
   * Does the surgery of the last finished epoch if one is due and was not done. One that is
   * interrupted is left to whoever resumes the run: the training ends with a checkpoint.
   */
  void operate(TrainingProgress progress, Parameters parameters) {
    if (!isDue(progress.epoch())) {
      return;
    }
    try {
      List<EpochTerms> found = found(progress, parameters);
      terms.addAll(found);
      folder.writeTerms(terms);
      found.forEach(listener::operated);
    } catch (CancellationException e) {
      Thread.currentThread().interrupt(); // the training looks at the flag before its next step
    }
  }

  private boolean isDue(int epoch) {
    int every = experiment.spec().training().surgeryEvery();
    return every > 0
        && epoch > 0
        && epoch % every == 0
        && terms.stream().noneMatch(each -> each.epoch() == epoch);
  }

  private List<EpochTerms> found(TrainingProgress progress, Parameters parameters) {
    TrainedModel model = new TrainedModel(experiment, parameters, progress);
    ModelSurgery surgery = new ModelSurgery(model, ExperimentListener.NONE);
    List<EpochTerms> found = new ArrayList<>();
    SplitSurgery train = surgery.operate(Split.TRAIN, experiment.trainingRows().fitted());
    if (EpochCodesFiles.areKept(progress.epoch() / experiment.spec().training().surgeryEvery())) {
      new EpochCodesFiles(folder.files())
          .write(progress.epoch(), train.posteriors(), train.surgery().labels(), surgery.prior());
    }
    found.add(EpochTerms.of(progress.epoch(), Split.TRAIN, train.surgery()));
    experiment
        .data()
        .test()
        .map(rows -> surgery.operate(Split.TEST, rows))
        .ifPresent(test -> found.add(EpochTerms.of(progress.epoch(), Split.TEST, test.surgery())));
    return found;
  }
}
