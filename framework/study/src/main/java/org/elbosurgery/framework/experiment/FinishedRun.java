package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.training.EpochMetrics;
import org.elbosurgery.framework.training.TrainingSnapshot;

/**
 * The files of a finished run. The result is read immediately, the rest on request; messages about
 * damage name the file.
 */
public final class FinishedRun {

  private final RunFolder folder;
  private final Result result;
  private final Map<String, String> leftOut;

  private FinishedRun(RunFolder folder, Result result, Map<String, String> leftOut) {
    this.folder = folder;
    this.result = result;
    this.leftOut = Map.copyOf(leftOut);
  }

  /**
   * Reads the folder of a finished run.
   *
   * @throws ElboException USER if it is not a run folder, the run is not finished, or its result is
   *     damaged, contradicts itself, or does not belong to the run's {@code spec.json} and files
   */
  public static FinishedRun read(Path path) {
    RunFolder folder = RunFolder.open(path);
    return folder.files().together(() -> read(folder));
  }

  private static FinishedRun read(RunFolder folder) {
    Path file = folder.result().orElseThrow(folder::unfinished);
    ResultJson.Kept kept = ResultJson.read(file);
    Result result = kept.result();
    List<String> problems = new ArrayList<>();
    for (Split split : Split.values()) {
      result
          .surgery(split)
          .flatMap(surgery -> ResultCheck.identityProblem(split, surgery.terms()))
          .ifPresent(problems::add);
    }
    folder
        .spec()
        .differences(result.provenance().spec())
        .forEach(difference -> problems.add("it is not of spec.json: " + difference.text()));
    if (!folder.dataSha256().equals(result.provenance().dataSha256())) {
      problems.add("it is not of spec.json: the data are others");
    }
    problems.addAll(foreign(kept.files(), folder));
    if (!problems.isEmpty()) {
      throw ElboException.user(
          problems.stream().map(p -> file + ": " + p + "; restore the run, or repeat it").toList());
    }
    return new FinishedRun(folder, result, kept.leftOut());
  }

  /**
   * Returns a sentence for each file that does not belong to a result, and for each that does but
   * is missing.
   *
   * @param belongings the digests recorded in the result
   */
  private static List<String> foreign(Map<String, String> belongings, RunFolder folder) {
    Map<String, String> there = folder.belongings();
    return Stream.concat(
            there.entrySet().stream()
                .filter(file -> !file.getValue().equals(belongings.get(file.getKey())))
                .map(file -> file.getKey() + " does not belong to it"),
            belongings.keySet().stream()
                .filter(name -> !there.containsKey(name))
                .map(name -> Quotation.of(name) + ", which belongs to it, is missing"))
        .toList();
  }

  /** Returns the path of the run. */
  public Path path() {
    return folder.path();
  }

  /** Returns the run folder. */
  public RunFolder folder() {
    return folder;
  }

  /**
   * Returns a sentence for each plugin whose present build differs from the build that computed the
   * run's numbers: the plugins of the model, and the estimator if the experiment has the same one.
   */
  public List<String> pluginDifferences(Experiment experiment) {
    String estimator = experiment.spec().surgery().estimator().name();
    PluginBuilds then = result.provenance().plugins();
    return (spec().surgery().estimator().name().equals(estimator) ? then : then.model())
        .differences(experiment);
  }

  /**
   * Returns whether the folder has the results of the run alone, without its codes, weights and
   * most of its values per data point.
   */
  public boolean isResultsAlone() {
    return !leftOut.isEmpty();
  }

  /** Returns the SHA-256 of the files of the run that were left out, whole or in part, by name. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  /** Returns the spec of the run, every plugin with all its options. */
  public ExperimentSpec spec() {
    return result.provenance().spec();
  }

  /** Returns the SHA-256 of the data. */
  public String dataSha256() {
    return result.provenance().dataSha256();
  }

  /** Returns the result of the run, without its values per data point. */
  public Result result() {
    return result;
  }

  /**
   * Reads the result of the run with its values per data point and its labels, if they were kept;
   * two such results can be compared point by point.
   *
   * @throws ElboException USER if a file of points or of codes is damaged, or has other rows than
   *     the result
   */
  public Result resultWithPoints() {
    return new Result(
        withPoints(Split.TRAIN, result.train()),
        result.test().map(test -> withPoints(Split.TEST, test)),
        result.provenance());
  }

  /**
   * Returns another result of the same rows with the labels that were kept.
   *
   * @throws ElboException USER as in {@link #labels}
   */
  Result labelled(Result other) {
    return new Result(
        other.train().labelled(labels(Split.TRAIN)),
        other.test().map(test -> test.labelled(labels(Split.TEST))),
        other.provenance());
  }

  private Surgery withPoints(Split split, Surgery surgery) {
    return surgery.with(points(split)).labelled(labels(split));
  }

  /**
   * Reads the class of each row of a split.
   *
   * @return the classes; empty if the data set has no such split, or they are not known
   * @throws ElboException USER if the file of the codes is damaged, or has other rows than the
   *     result
   */
  public Optional<WordArray> labels(Split split) {
    Optional<WordArray> labels =
        read("codes", split, PosteriorsFile::labels).flatMap(Function.identity());
    labels.ifPresent(
        found ->
            requireRows("codes", split, found.size() + " labels", size -> found.size() == size));
    return labels;
  }

  /**
   * Reads the posteriors of a split.
   *
   * @return the posteriors; empty if the data set has no such split
   * @throws ElboException USER if the file is damaged, or has other rows or dimensions than the
   *     result
   */
  public Optional<Posteriors> posteriors(Split split) {
    Optional<Posteriors> posteriors = read("codes", split, PosteriorsFile::read);
    posteriors.ifPresent(
        found -> requireRows("codes", split, found.size() + " rows", size -> found.size() == size));
    if (posteriors.isPresent() && posteriors.get().dimensions() != result.train().dimensions()) {
      throw dimensions(RunFolder.fileOf("codes", split), posteriors.get().dimensions());
    }
    return posteriors;
  }

  /**
   * Reads the posteriors of a split, which must be there.
   *
   * @throws ElboException USER as in {@link #posteriors}, or if there are none, with the reason
   */
  public Posteriors requirePosteriors(Split split) {
    return posteriors(split).orElseThrow(() -> ElboException.user(withoutCodes(split)));
  }

  /**
   * Returns the SHA-256 of the codes of a split, which a folder of the run's results alone knows,
   * too.
   *
   * @throws ElboException USER if the run has none
   */
  public String codesSha256(Split split) {
    String file = RunFolder.fileOf("codes", split);
    return Optional.ofNullable(folder.belongings().get(file))
        .or(() -> Optional.ofNullable(leftOut.get(file)))
        .orElseThrow(() -> ElboException.user(withoutCodes(split)));
  }

  private String withoutCodes(Split split) {
    if (isResultsAlone()) {
      return path() + " has the results of a run alone, without its codes; give the run itself";
    }
    return result.surgery(split).isEmpty()
        ? "%s has no codes of %s rows; take the other --split".formatted(path(), split.label())
        : "%s has no %s; restore it, or repeat the run"
            .formatted(path(), RunFolder.fileOf("codes", split));
  }

  private ElboException dimensions(String name, int found) {
    return ElboException.user(
        "%s has %d dimensions, but %s is of %d"
            .formatted(path().resolve(name), found, RunFolder.RESULT, result.train().dimensions()));
  }

  /**
   * Reads what each data point of a split adds to the terms.
   *
   * @return the values; empty if the data set has no such split, or the estimator no such values
   * @throws ElboException USER if the file is damaged, or has other rows or means than the result
   */
  public Optional<PointTerms> points(Split split) {
    Optional<PointTerms> points = read("points", split, PointsFile::read);
    if (points.isPresent()) {
      PointValues values = points.get().values();
      String found =
          values
              .indices()
              .map(rows -> "row number " + rows[rows.length - 1] + ", counted from 0")
              .orElseGet(() -> values.size() + " rows");
      requireRows("points", split, found, values::fit);
      if (leftOut.containsKey(RunFolder.fileOf("points", split))) {
        return points; // of some rows, whose means are not those of the result
      }
      Problems problems = Problems.user();
      problems
          .in(path().resolve(RunFolder.fileOf("points", split)).toString())
          .addAll(ResultCheck.pointProblems(result.surgery(split).orElseThrow(), points.get()));
      problems.requireNone();
    }
    return points;
  }

  private <T> Optional<T> read(String name, Split split, Function<Path, T> reader) {
    return result
        .surgery(split)
        .flatMap(surgery -> folder.files().find(RunFolder.fileOf(name, split)))
        .map(reader);
  }

  private void requireRows(String name, Split split, String found, IntPredicate fitting) {
    int size = result.surgery(split).orElseThrow().size();
    if (!fitting.test(size)) {
      throw ElboException.user(
          "%s has %s, but %s is of %d"
              .formatted(
                  path().resolve(RunFolder.fileOf(name, split)), found, RunFolder.RESULT, size));
    }
  }

  /**
   * Reads the frozen prior.
   *
   * @return the prior; empty if it is neither a Gaussian nor a mixture of Gaussians
   * @throws ElboException USER if the file is damaged, or has other dimensions than the result
   */
  public Optional<Distribution> prior() {
    Optional<Distribution> prior = folder.files().find(RunFolder.PRIOR).map(PriorFile::read);
    if (prior.isPresent() && prior.get().dimensions() != result.train().dimensions()) {
      throw dimensions(RunFolder.PRIOR, prior.get().dimensions());
    }
    return prior;
  }

  /**
   * Reads the metrics of training, epoch by epoch.
   *
   * @throws ElboException USER if {@code metrics.csv} is missing or damaged, or has other epochs
   *     than the result
   */
  public List<EpochMetrics> metrics() {
    Path file = folder.files().require(RunFolder.METRICS);
    List<EpochMetrics> metrics = EpochMetricsFile.read(file);
    requireAllEpochs(file, metrics);
    return metrics;
  }

  /**
   * Reads the terms of the surgeries while the model trained, epoch by epoch.
   *
   * @return none where none were asked for
   * @throws ElboException USER if {@code terms.csv} is damaged
   */
  public List<EpochTerms> terms() {
    return folder.terms();
  }

  /**
   * Returns the epochs after which codes were kept while the model trained, in order.
   *
   * @return none where no surgeries were asked for, or by an earlier version
   */
  public List<Integer> codesEpochs() {
    return new EpochCodesFiles(folder.files()).epochs();
  }

  /**
   * Reads the codes and the prior that were kept after one of the {@link #codesEpochs}.
   *
   * @throws ElboException USER if a file is missing or damaged, has more rows than are kept, or
   *     other dimensions than the result
   */
  public EpochCodes epochCodes(int epoch) {
    EpochCodes codes = new EpochCodesFiles(folder.files()).read(epoch);
    int expected = result.train().dimensions();
    if (codes.posteriors().dimensions() != expected
        || codes.prior().filter(prior -> prior.dimensions() != expected).isPresent()) {
      throw ElboException.user(
          "the codes or the prior that %s has of epoch %d have other dimensions than %s, which is of %d"
              .formatted(path(), epoch, RunFolder.RESULT, expected));
    }
    return codes;
  }

  /**
   * Reads the trained model.
   *
   * @return the snapshot; empty if there is no checkpoint any more
   * @throws ElboException USER if the newest checkpoint is damaged, or belongs to another training
   *     than {@code metrics.csv}
   */
  public Optional<TrainingSnapshot> checkpoint() {
    Optional<TrainingSnapshot> newest = folder.checkpoints().newest();
    if (newest.isPresent() && !newest.get().progress().metrics().equals(metrics())) {
      throw ElboException.user(
          "the newest checkpoint in %s is not of the training that %s is of; restore the run, or repeat it"
              .formatted(path(), RunFolder.METRICS));
    }
    return newest;
  }

  private void requireAllEpochs(Path file, List<EpochMetrics> metrics) {
    List<Integer> epochs = metrics.stream().map(EpochMetrics::epoch).toList();
    int trained = result.provenance().epochs();
    if (!epochs.equals(IntStream.rangeClosed(1, trained).boxed().toList())) {
      throw ElboException.user(
          "%s is damaged: its epochs are not 1 to %d, as many as %s is of; restore it, or repeat the run"
              .formatted(file, trained, RunFolder.RESULT));
    }
  }
}
