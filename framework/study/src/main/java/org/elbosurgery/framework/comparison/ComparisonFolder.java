package org.elbosurgery.framework.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.version.Versions;

/**
 * The folder of a comparison: {@code comparison.json}, which is written first and says what is
 * compared; and for each prior a {@link RunFolder}, {@code 1-gaussian}, {@code 2-mixture} and so
 * on.
 */
public final class ComparisonFolder {

  private static final String FILE = "comparison.json";
  private static final String PRIOR = ExperimentSpec.PRIOR.name();

  private final Path path;

  private ComparisonFolder(Path path) {
    this.path = path;
  }

  /** Returns why a path cannot become the folder of a new comparison; empty if it can. */
  public static Optional<String> problem(Path path) {
    return NewFolder.problem(path, FILE);
  }

  /**
   * Makes the folder of a new comparison, with the folders of its runs.
   *
   * @param experiments at least one; they differ only in the prior
   * @throws ElboException USER if the path is used or cannot be written
   */
  public static ComparisonFolder create(Path path, List<Experiment> experiments) {
    Map<String, String> options = new LinkedHashMap<>(experiments.get(0).spec().values());
    options.remove(PRIOR);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("options", options);
    json.put("priors", experiments.stream().map(e -> prior(e.spec())).toList());
    json.put("versions", Versions.current());
    NewFolder.begin(path, FILE, Json.content(json));
    ComparisonFolder folder = new ComparisonFolder(path);
    folder.runs(experiments);
    return folder;
  }

  private static String prior(ExperimentSpec spec) {
    return spec.values().get(PRIOR);
  }

  /** Returns whether a path is the folder of a comparison that was started. */
  public static boolean isAt(Path path) {
    return Files.isRegularFile(path.resolve(FILE));
  }

  /**
   * Opens the folder of a comparison that was started.
   *
   * @throws ElboException USER if it is not one
   */
  public static ComparisonFolder open(Path path) {
    if (!isAt(path)) {
      throw ElboException.user(
          path
              + " is not a comparison: it has no "
              + FILE
              + "; give the --out of an earlier elbo compare");
    }
    return new ComparisonFolder(path);
  }

  /** Returns the path of the folder. */
  public Path path() {
    return path;
  }

  /**
   * Locks the folder for this process until the lock is released.
   *
   * @throws ElboException USER if another process has locked it
   */
  FolderLock lock() {
    return FolderLock.of(path);
  }

  /**
   * Reads what is compared.
   *
   * @return the specs of the runs, in order
   * @throws ElboException USER if {@code comparison.json} is damaged
   */
  public List<ExperimentSpec> specs() {
    JsonObject json = JsonObject.read(CheckedFolder.of(path).require(FILE));
    Map<String, String> options = json.texts("options");
    List<ExperimentSpec> specs = new ArrayList<>();
    for (String prior : json.textList("priors")) {
      options.put(PRIOR, prior);
      specs.add(json.make(options, ExperimentSpec::create));
    }
    if (specs.isEmpty()) {
      throw json.damaged("priors", "a list of one or more");
    }
    return specs;
  }

  /**
   * Returns the folder of a run.
   *
   * @param number counted from 1
   * @param spec the spec of the run
   */
  public Path run(int number, ExperimentSpec spec) {
    return path.resolve(number + "-" + spec.model().prior().name());
  }

  /**
   * Reads the runs, which are finished.
   *
   * @return in order
   * @throws ElboException USER if one is missing, unfinished or damaged
   */
  public List<FinishedRun> finished() {
    List<ExperimentSpec> specs = specs();
    return IntStream.range(0, specs.size())
        .mapToObj(i -> FinishedRun.read(run(i + 1, specs.get(i))))
        .toList();
  }

  /**
   * Opens the folders of the runs, and makes the missing ones.
   *
   * @param experiments the experiments of this comparison, in order
   * @throws ElboException USER if a folder belongs to another run
   */
  List<RunFolder> runs(List<Experiment> experiments) {
    List<RunFolder> runs = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Path run = run(runs.size() + 1, experiment.spec());
      runs.add(RunFolder.isAt(run) ? opened(run, experiment) : RunFolder.create(run, experiment));
    }
    return runs;
  }

  private static RunFolder opened(Path run, Experiment experiment) {
    RunFolder folder = RunFolder.open(run);
    List<Difference> differences = folder.spec().differences(experiment.spec());
    if (!differences.isEmpty()) {
      throw ElboException.user(
          run
              + " holds another run than that of the comparison: "
              + Difference.text(differences)
              + "; start a new comparison");
    }
    folder.requirePlugins(experiment);
    return folder;
  }
}
