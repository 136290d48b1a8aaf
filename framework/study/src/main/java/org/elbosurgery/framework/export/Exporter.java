package org.elbosurgery.framework.export;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.TrainedModel;

/** Reads finished runs for their export. */
public final class Exporter {

  private final ExperimentResolver resolver;

  /** Uses a resolver to find the plugins and data of runs. */
  @Inject
  public Exporter(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Reads a run.
   *
   * @param path its folder
   * @param data the place of its data, if they have been moved
   * @throws ElboException USER if it is not finished or damaged, or its data or plugins are not
   *     there
   */
  public RunExport read(Path path, Optional<String> data) {
    FinishedRun run = FinishedRun.read(path);
    ExperimentSpec spec = data.map(run.spec()::withDataIn).orElse(run.spec());
    return new RunExport(run, TrainedModel.of(resolver.resolveFinished(spec), run.folder()));
  }
}
