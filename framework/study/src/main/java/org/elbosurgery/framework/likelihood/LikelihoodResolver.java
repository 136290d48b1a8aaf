package org.elbosurgery.framework.likelihood;

import com.google.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.ExPostModel;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** Finds the models and the data of finished runs, before anything is computed. */
public final class LikelihoodResolver {

  private final ExperimentResolver resolver;

  /** Uses a resolver to find the plugins and data of runs. */
  @Inject
  public LikelihoodResolver(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Prepares runs without changing anything.
   *
   * @param runs their folders
   * @return a job for each run, in their order
   * @throws ElboException USER if a run has a problem, with the problems of all runs
   */
  public List<LikelihoodJob> resolve(List<Path> runs, LikelihoodOptions options) {
    Problems problems = Problems.user();
    List<Checked<LikelihoodJob>> jobs =
        runs.stream()
            .map(run -> problems.attempt(() -> resolve(run, Optional.empty(), options)))
            .toList();
    problems.requireNone();
    return jobs.stream().map(Checked::value).toList();
  }

  /**
   * Prepares a run without changing anything.
   *
   * @param path its folder
   * @param data the place of its data, if they have been moved
   * @param options with one prior
   * @throws ElboException USER if the run has a problem
   */
  public LikelihoodJob resolve(Path path, Optional<String> data, LikelihoodOptions options) {
    RunModel model = model(path, data, options.fitted());
    Rows rows = rows(model, options.split(), options.rows());
    BoundsOrigin origin = model.origin(ImportanceWeightedBound.VERSION).until(options.untilEss());
    return new LikelihoodJob(model, rows, sha256(rows), origin, options);
  }

  /**
   * Finds the model of a run without changing anything.
   *
   * @param path the folder of the run
   * @param data the place of its data, if they have been moved
   * @param fitted the name of a prior that was fitted to its codes; empty for its own
   * @throws ElboException USER if the run has a problem
   */
  public RunModel model(Path path, Optional<String> data, Optional<String> fitted) {
    FinishedRun run = FinishedRun.read(path);
    if (!Files.isWritable(path)) {
      throw ElboException.user(path + " cannot be written; make it writable, or take a copy");
    }
    ExperimentSpec spec = data.map(run.spec()::withDataIn).orElse(run.spec());
    // on one thread: rows are spread over threads, each with a graph of its own
    TrainedModel model = TrainedModel.of(resolver.resolveFinished(spec.onThreads(1)), run.folder());
    return new RunModel(run, model, fitted.map(name -> ExPostModel.of(run, model, resolver, name)));
  }

  /**
   * Returns the first rows of a split of a run's data.
   *
   * @param wanted how many; 0 for all
   * @throws ElboException USER if there are fewer, or only one
   */
  public static Rows rows(RunModel model, Split split, int wanted) {
    Path run = model.run().path();
    Experiment experiment = model.trained().experiment();
    Rows all =
        split == Split.TRAIN
            ? experiment.trainingRows().fitted()
            : experiment
                .data()
                .test()
                .orElseThrow(
                    () ->
                        ElboException.user(
                            "the data of " + run + " have no test rows; take --split train"));
    int count = wanted == 0 ? all.size() : wanted;
    if (count > all.size()) {
      throw ElboException.user(
          "rows is %d, but %s has %d %s rows; take fewer, or 0 for all"
              .formatted(count, run, all.size(), split.label()));
    }
    if (count < 2) {
      throw ElboException.user(
          "one " + split.label() + " row of " + run + " has no standard error; take 2 or more");
    }
    return all.first(count);
  }

  /** Returns the digest of the values, single precision, little-endian, row by row. */
  public static String sha256(Rows rows) {
    return Sha256.of(
        out -> {
          float[] row = new float[rows.width()];
          ByteBuffer bytes =
              ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (int n = 0; n < rows.size(); n++) {
            rows.copyTo(n, row, 0);
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
          }
        });
  }
}
