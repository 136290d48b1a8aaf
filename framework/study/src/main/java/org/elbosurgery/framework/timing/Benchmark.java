package org.elbosurgery.framework.timing;

import java.util.List;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.machine.NativeSettings;

/**
 * Times cases on this machine.
 *
 * @param threads threads to compute on
 * @param rounds the number of counted rounds, at least 1
 * @param engine what executes the trainings
 */
public record Benchmark(
    @Option(value = "threads to compute on", decides = Decides.EXECUTION) @Min(1) @Max(1024)
        int threads,
    @Option(value = "number of counted rounds", decides = Decides.ESTIMATE) @Min(1) @Max(1000)
        int rounds,
    @Option(
            value = "what executes the model: an execution plan, or SameDiff itself",
            decides = Decides.EXECUTION)
        Engine engine) {

  /** Five rounds, with the default number of threads of a run. */
  public Benchmark() {
    this(new RunOptions().threads(), 5, Engine.PLAN);
  }

  /**
   * Times a training step.
   *
   * @param catalogs the catalogs of its plugins
   * @param data {@link TrainingSteps#data}
   * @param progress receives the number of rounds done
   * @throws org.elbosurgery.api.ElboException USER if there is no such plugin
   */
  public StepTiming step(
      StepCase step, Catalogs catalogs, DataSet data, ProgressListener progress) {
    NativeSettings.useThreads(threads);
    TrainingSteps steps = TrainingSteps.of(step, catalogs, data, new Execution(engine, threads));
    return new StepTiming(
        step, threads, Rounds.ofSteps(rounds).time(List.of(steps), progress).get(0));
  }

  /**
   * Times an aggregate posterior.
   *
   * @param progress receives the number of rounds done
   */
  public PosteriorTiming posterior(SampledPosteriors sampled, ProgressListener progress) {
    PosteriorJob job = new PosteriorJob(sampled, threads);
    Timing timing = Rounds.ofPosteriors(rounds).time(List.of(job), progress).get(0);
    PosteriorCase posterior =
        new PosteriorCase(sampled.posteriors().dimensions(), sampled.posteriors().size());
    return new PosteriorTiming(posterior, threads, timing, job.maxError());
  }
}
