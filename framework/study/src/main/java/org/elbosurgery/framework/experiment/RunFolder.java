package org.elbosurgery.framework.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.EpochMetrics;

/**
 * The folder of a run: {@code spec.json}, {@code metrics.csv}, {@code checkpoint/}, {@code
 * codes.npz} and {@code codes-test.npz}, {@code points.npz} and {@code points-test.npz} (if the
 * estimator gives values per data point), {@code prior.npz} (if the prior is a Gaussian or a
 * mixture of Gaussians) and {@code result.json}. Every file is either complete or absent.
 */
public final class RunFolder {

  /** The file with the metrics of each epoch. */
  public static final String METRICS = "metrics.csv";

  /** The file with the failure of a run that failed. */
  public static final String FAILURE = "failure.json";

  static final String PRIOR = "prior.npz";
  static final String RESULT = "result.json";

  /** The file with the terms of surgeries while training. */
  static final String TERMS = "terms.csv";

  static final String BELONGING = "(codes|points)(-test)?\\.npz|prior\\.npz";

  private static final long LONGEST_METRICS = 64 << 20;

  static final String SPEC = "spec.json";
  private static final String CHECKPOINT = CheckedFolder.CHECKPOINT;

  private final Path path;
  private final CheckedFolder files;
  private Optional<Begun> begun; // once written or read

  private RunFolder(Path path, Optional<Begun> begun) {
    this.path = path;
    this.files = CheckedFolder.of(path);
    this.begun = begun;
  }

  /** Returns why a path cannot become the folder of a new run; empty if it can. */
  public static Optional<String> problem(Path path) {
    return NewFolder.problem(path, SPEC);
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws ElboException USER if the path is used or cannot be written
   */
  public static RunFolder create(Path path, Experiment experiment) {
    return create(
        path, experiment.spec(), DataDigests.of(experiment.data()), PluginBuilds.of(experiment));
  }

  /**
   * Makes the folder of a new run.
   *
   * @param spec the spec of the run, every plugin with all its options
   * @param digests of its data
   * @param plugins the builds of its plugins
   * @throws ElboException USER if the path is used or cannot be written
   */
  public static RunFolder create(
      Path path, ExperimentSpec spec, DataDigests digests, PluginBuilds plugins) {
    return create(path, new Begun(spec, digests, plugins, Optional.empty()));
  }

  /** Makes the folder of a run that trains another further. */
  static RunFolder create(Path path, Experiment experiment, GrownFrom from) {
    return create(
        path,
        new Begun(
            experiment.spec(),
            DataDigests.of(experiment.data()),
            PluginBuilds.of(experiment),
            Optional.of(from)));
  }

  private static RunFolder create(Path path, Begun begun) {
    NewFolder.begin(path, SPEC, Json.content(begun.json()));
    return new RunFolder(path, Optional.of(begun));
  }

  /** Returns whether a path is the folder of a run that was started. */
  public static boolean isAt(Path path) {
    return Files.isRegularFile(path.resolve(SPEC));
  }

  /**
   * Returns whether a path has at least two kinds of files of a run, but not the {@code spec.json}
   * that identifies a run folder.
   */
  public static boolean isRemainder(Path path) {
    return !isAt(path)
        && Stream.of(METRICS, RESULT, CHECKPOINT)
                .filter(file -> Files.exists(path.resolve(file)))
                .count()
            >= 2;
  }

  /**
   * Opens the folder of a run that was started.
   *
   * @throws ElboException USER if it is not one
   */
  public static RunFolder open(Path path) {
    if (!isAt(path)) {
      throw ElboException.user(
          path
              + " is not a run folder: it has no spec.json; give the --out of an earlier elbo run");
    }
    return new RunFolder(path, Optional.empty());
  }

  /**
   * Locks the folder for this process until the lock is released.
   *
   * @throws ElboException USER if another run has locked it
   */
  FolderLock lock() {
    return FolderLock.of(path);
  }

  /** Returns the path of the folder. */
  public Path path() {
    return path;
  }

  /** Returns the folder as a checked one, whose files are verified before they are read. */
  public CheckedFolder files() {
    return files;
  }

  /**
   * Returns the spec of the run.
   *
   * @throws ElboException USER if {@code spec.json} is damaged
   */
  public ExperimentSpec spec() {
    return begun().spec();
  }

  /**
   * Checks that an experiment has the data of this run.
   *
   * @throws ElboException USER if the digests differ, or {@code spec.json} is damaged
   */
  void requireData(Experiment experiment) {
    String now = experiment.data().sha256();
    if (!now.equals(dataSha256())) {
      throw others("data", now, dataSha256());
    }
  }

  /**
   * Checks that an experiment has the data of this run, with the same labels.
   *
   * @throws ElboException USER as in {@link #requireData}
   */
  void requireLabelledData(Experiment experiment) {
    requireData(experiment);
    Optional<String> now = DataDigests.of(experiment.data()).labels();
    Optional<String> then = begun().digests().labels();
    if (!now.equals(then)) {
      throw others("labels", now.orElse("none"), then.orElse("none"));
    }
  }

  private ElboException others(String what, String now, String then) {
    return ElboException.user(
        "the %s are not those of %s: SHA-256 %s now, %s then; restore the files, or start a new run"
            .formatted(what, path, now, then));
  }

  /**
   * Returns a sentence for each plugin of the model whose present build differs from the one with
   * which the run was begun, so that it may compute other numbers. The estimator is not part of the
   * model.
   *
   * @throws ElboException USER if {@code spec.json} is damaged
   */
  public List<String> pluginDifferences(Experiment experiment) {
    return begun().plugins().model().differences(experiment);
  }

  /**
   * Checks that the plugins of the model have the builds with which the run was begun.
   *
   * @throws ElboException USER if one has another build, or {@code spec.json} is damaged
   */
  public void requirePlugins(Experiment experiment) {
    Problems problems = Problems.user();
    for (String difference : pluginDifferences(experiment)) {
      problems.add(
          difference
              + ", so "
              + path
              + " cannot go on with it; put the earlier build back, or start a new run");
    }
    problems.requireNone();
  }

  /**
   * Returns from what the run has grown; empty for a run of its own.
   *
   * @throws ElboException USER if {@code spec.json} is damaged
   */
  public Optional<GrownFrom> grownFrom() {
    return begun().grownFrom();
  }

  /**
   * Returns the SHA-256 of the run's data.
   *
   * @throws ElboException USER if {@code spec.json} is damaged
   */
  public String dataSha256() {
    return begun().digests().data();
  }

  /** Reads {@code spec.json} once. */
  private Begun begun() {
    if (begun.isEmpty()) {
      begun = Optional.of(Begun.of(JsonObject.read(files.require(SPEC))));
    }
    return begun.get();
  }

  /** Returns whether the run has a result. */
  public boolean isFinished() {
    return Files.isRegularFile(path.resolve(RESULT));
  }

  /**
   * Returns the file with the run's result; empty if there is no result.
   *
   * @throws ElboException USER if {@code result.json} is damaged
   */
  Optional<Path> result() {
    return isFinished() ? files.find(RESULT) : Optional.empty();
  }

  /**
   * Returns the failure of the run as a cell of a sweep; empty if it did not fail.
   *
   * @throws ElboException USER if {@code failure.json} is damaged
   */
  public Optional<ElboException> failure() {
    return files.together(() -> files.find(FAILURE).map(FailureFile::read));
  }

  /** Returns an exception that says that the run is not finished, or why it failed. */
  ElboException unfinished() {
    return ElboException.user(
        failure()
            .map(e -> "the run in %s failed: %s".formatted(path, String.join("; ", e.problems())))
            .orElse(
                "the run in %s is not finished; finish it with elbo run --resume %s"
                    .formatted(path, path)));
  }

  /**
   * Records the failure of the run.
   *
   * @throws ElboException USER if another run has locked the folder, or it cannot be written
   */
  public void writeFailure(ElboException failure) {
    FolderLock lock = lock();
    try {
      files.write(FAILURE, FailureFile.content(failure));
    } finally {
      lock.release();
    }
  }

  /**
   * Removes the record of a failure before the run is tried again.
   *
   * @throws ElboException USER if another run has locked the folder, or it cannot be written
   */
  public void clearFailure() {
    FolderLock lock = lock();
    try {
      files.delete(FAILURE);
    } finally {
      lock.release();
    }
  }

  /** Returns the run's checkpoints. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(files);
  }

  /**
   * Returns the number of epochs of which there are metrics, finished or not.
   *
   * @throws ElboException USER if {@code metrics.csv} cannot be read
   */
  public int epochs() {
    return files
        .find(METRICS)
        .map(path -> UntrustedInput.text(path, LONGEST_METRICS))
        .map(lines -> Math.max(0, (int) lines.lines().count() - 1))
        .orElse(0);
  }

  /** Writes the metrics of all epochs so far. */
  void writeMetrics(List<EpochMetrics> metrics) {
    files.write(METRICS, EpochMetricsFile.content(metrics));
  }

  /** Writes the terms of all surgeries while training so far. */
  void writeTerms(List<EpochTerms> terms) {
    files.write(TERMS, EpochTermsFile.content(terms));
  }

  /**
   * Returns the terms of the surgeries while training; none where none were asked for.
   *
   * @throws ElboException USER if {@code terms.csv} is damaged
   */
  List<EpochTerms> terms() {
    return files.find(TERMS).map(EpochTermsFile::read).orElse(List.of());
  }

  /** Writes the posteriors of a split, with the class of each row if it is known. */
  void writeCodes(Split split, Posteriors posteriors, Optional<WordArray> labels) {
    files.write(fileOf("codes", split), PosteriorsFile.content(posteriors, labels));
  }

  /** Writes what each data point of a split adds to the terms. */
  void writePoints(Split split, PointTerms points) {
    files.write(fileOf("points", split), PointsFile.content(points));
  }

  static String fileOf(String name, Split split) {
    return split == Split.TRAIN ? name + ".npz" : name + "-" + split.label() + ".npz";
  }

  /**
   * Writes the prior if it is a Gaussian or a mixture of Gaussians; other priors have no such file.
   */
  void writePrior(Distribution prior) {
    PriorFile.contentIfKnown(prior).ifPresent(content -> files.write(PRIOR, content));
  }

  /** Writes the result, with the digests of the files that belong to it. */
  void writeResult(Result result) {
    files.write(RESULT, ResultJson.content(new ResultJson.Kept(result, belongings(), Map.of())));
  }

  /**
   * Returns the SHA-256 of the files that belong to a result, by name: the posteriors, the values
   * per data point, and the prior.
   */
  Map<String, String> belongings() {
    Map<String, String> belongings = new LinkedHashMap<>();
    files.names().stream()
        .filter(name -> name.matches(BELONGING))
        .forEach(name -> files.sha256(name).ifPresent(sha256 -> belongings.put(name, sha256)));
    return belongings;
  }

  /** Deletes an earlier result before another is written. */
  void deleteResult() {
    files.delete(RESULT);
  }
}
