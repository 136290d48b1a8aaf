package org.elbosurgery.framework.annealing;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodResolver;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.RunModel;

/** Finds the models of finished runs and the data to anneal for, before anything is sampled. */
public final class AnnealingResolver {

  private final LikelihoodResolver runs;

  /** Uses a resolver to find the models of runs. */
  @Inject
  public AnnealingResolver(LikelihoodResolver runs) {
    this.runs = runs;
  }

  /**
   * Prepares a run without changing anything.
   *
   * @param path its folder
   * @param data the place of its data, if they have been moved
   * @param options with one prior
   * @throws ElboException USER if the run has a problem, or its decoder cannot make data
   */
  public AnnealingJob resolve(Path path, Optional<String> data, AnnealingOptions options) {
    RunModel model = runs.model(path, data, options.fitted());
    AnnealedData annealed =
        options.split() == AnnealedRows.SIMULATED
            ? SimulatedRows.of(model, options.rows())
            : given(LikelihoodResolver.rows(model, options.split().split(), options.rows()));
    return new AnnealingJob(
        model,
        annealed,
        LikelihoodResolver.sha256(annealed.rows()),
        model.origin(AnnealedImportanceSampling.VERSION),
        importance(model, options, annealed.rows().size()),
        options);
  }

  /** Returns the known bound of the same rows with the most samples. */
  private static Optional<LikelihoodResult> importance(
      RunModel model, AnnealingOptions options, int rows) {
    return options.split() == AnnealedRows.SIMULATED || model.exPost().isPresent()
        ? Optional.empty()
        : LikelihoodFolder.read(model.run()).stream()
            .filter(known -> known.split() == options.split().split())
            .filter(known -> known.points().size() >= rows)
            .sorted(Comparator.comparing(LikelihoodResult::samples).reversed())
            .filter(known -> isOfPresentRows(model, known))
            .findFirst();
  }

  /** Returns whether a bound, perhaps of more rows, is of the data as they are now. */
  private static boolean isOfPresentRows(RunModel model, LikelihoodResult known) {
    Rows all = LikelihoodResolver.rows(model, known.split(), 0);
    int size = known.points().size();
    return size <= all.size()
        && LikelihoodResolver.sha256(all.first(size)).equals(known.rowsSha256());
  }

  private static AnnealedData given(Rows rows) {
    return new AnnealedData(rows, Optional.empty());
  }
}
