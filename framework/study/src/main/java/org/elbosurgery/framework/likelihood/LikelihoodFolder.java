package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.likelihood.PointBoundsFile.Stored;

/**
 * The bounds on the likelihood kept in the folder of a run, for each split and number of samples:
 * {@code likelihood-SPLIT-SAMPLES.npz}, the bounds of each data point, and {@code
 * likelihood-SPLIT-SAMPLES.json}, their summary, which is written last. While they are being
 * computed, the finished part is in {@code likelihood-partial-SPLIT-SAMPLES.npz}. Bounds with a
 * prior that was fitted to the codes have the beginning of its digest in their names, and those
 * whose samples were drawn until so many counted have this number.
 */
public final class LikelihoodFolder {

  private static final Pattern SUMMARY =
      Pattern.compile(
          "(?<name>likelihood-(train|test)-\\d+(?<other>(-ess\\d+)?(-fitted-[0-9a-f]{8})?))\\.json");

  private final CheckedFolder files;

  /** Names the files in the folder of a run. */
  LikelihoodFolder(Path run) {
    files = CheckedFolder.of(run);
  }

  /**
   * Reads all bounds on the likelihood of a run with its own prior and as many samples of each row,
   * except bounds of which a file was deleted.
   *
   * @return test rows first, then by the number of samples; empty if there are none
   * @throws ElboException USER if a file is damaged, two files do not belong to one computation, or
   *     they do not belong to the run's newest checkpoint
   */
  public static List<LikelihoodResult> read(FinishedRun run) {
    return results(run, name -> name.group("other").isEmpty())
        .sorted(
            Comparator.comparing(LikelihoodResult::split)
                .reversed()
                .thenComparing(LikelihoodResult::samples))
        .toList();
  }

  /**
   * Reads the same without the values of every row; of a folder of results alone, too, which has no
   * others.
   *
   * @return as {@link #read}
   * @throws ElboException USER as {@link #read}
   */
  public static List<LikelihoodSummary> summaries(FinishedRun run) {
    LikelihoodFolder folder = new LikelihoodFolder(run.path());
    return names(folder, name -> name.group("other").isEmpty())
        .flatMap(name -> folder.summaryOf(run, name).stream())
        .sorted(
            Comparator.comparing(LikelihoodSummary::split)
                .reversed()
                .thenComparing(LikelihoodSummary::samples))
        .toList();
  }

  private Optional<LikelihoodSummary> summaryOf(FinishedRun run, String name) {
    return kept(
        run, name, LikelihoodResult::summary, summary -> LikelihoodJson.alone(summary, run));
  }

  /** Returns what is made of a result or, in a folder of results alone, of its summary. */
  private <T> Optional<T> kept(
      FinishedRun run,
      String name,
      Function<LikelihoodResult, T> ofResult,
      Function<Path, Optional<T>> ofSummary) {
    return result(run, name)
        .map(ofResult)
        .or(() -> files.findUnlessDeleted(summary(name)).flatMap(ofSummary));
  }

  /**
   * Returns the summaries of {@link #summaries} with the bounds of some rows, as files by name, for
   * a folder of results alone.
   *
   * @throws ElboException USER as {@link #read}
   */
  public static Map<String, Content> alone(FinishedRun run) {
    LikelihoodFolder folder = new LikelihoodFolder(run.path());
    Map<String, Content> contents = new LinkedHashMap<>();
    names(folder, name -> name.group("other").isEmpty())
        .forEach(
            name ->
                folder
                    .contentAlone(run, name)
                    .ifPresent(each -> contents.put(summary(name), each)));
    return contents;
  }

  private Optional<Content> contentAlone(FinishedRun run, String name) {
    return kept(
        run,
        name,
        LikelihoodJson::alone,
        summary ->
            LikelihoodJson.alone(summary, run).map(readable -> RegularFile.content(summary)));
  }

  /**
   * Checks all bounds on the likelihood of a run against its other files, also those with fitted
   * priors and those whose samples were drawn until so many counted.
   *
   * @throws ElboException USER as {@link #read}
   */
  public static void check(FinishedRun run) {
    results(run, name -> true).forEach(result -> {});
  }

  private static Stream<LikelihoodResult> results(FinishedRun run, Predicate<Matcher> names) {
    LikelihoodFolder folder = new LikelihoodFolder(run.path());
    return names(folder, names).flatMap(name -> folder.result(run, name).stream());
  }

  private static Stream<String> names(LikelihoodFolder folder, Predicate<Matcher> names) {
    return folder.files.names().stream()
        .map(SUMMARY::matcher)
        .filter(Matcher::matches)
        .filter(names)
        .map(summary -> summary.group("name"));
  }

  private Optional<LikelihoodResult> result(FinishedRun run, String name) {
    return files.together(
        () -> {
          Optional<Path> summary = files.findUnlessDeleted(summary(name));
          Optional<Path> points = files.findUnlessDeleted(points(name));
          return summary.isPresent() && points.isPresent()
              ? Optional.of(result(run, name, summary.get(), points.get()))
              : Optional.empty();
        });
  }

  private static LikelihoodResult result(FinishedRun run, String name, Path summary, Path points) {
    LikelihoodJson.Kept kept = LikelihoodJson.read(summary);
    Stored stored = PointBoundsFile.read(points);
    if (!name.equals(name(stored.split(), stored.points().maxSamples(), stored.origin()))
        || kept.size() != stored.points().size()
        || kept.samples() != stored.points().maxSamples()
        || !kept.split().equals(stored.split().label())) {
      throw ElboException.user(
          summary + " and " + points + " are not of one computation; call elbo likelihood again");
    }
    PluginBuilds anyBuilds = stored.origin().plugins(); // the builds installed now do not matter
    BoundsOrigin.of(run, ImportanceWeightedBound.VERSION, anyBuilds, stored.origin().fitSha256())
        .map(origin -> origin.until(stored.origin().untilEss()))
        .ifPresent(origin -> requireOrigin(origin, points, stored));
    return new LikelihoodResult(
        run.path(),
        run.spec(),
        run.result().repeatedTestRows(),
        stored.split(),
        kept.rowsSha256(),
        stored.origin(),
        stored.points(),
        run.result().train().logNormalizerError(),
        run.result().train().density());
  }

  /** Returns the name of the files of a result, without their extensions. */
  public static String name(LikelihoodResult result) {
    return name(result.split(), result.samples(), result.origin());
  }

  /** Returns the name of the files of a summary's result, without their extensions. */
  public static String name(LikelihoodSummary summary) {
    return name(summary.split(), summary.samples(), summary.origin());
  }

  private static String name(Split split, int samples, BoundsOrigin origin) {
    return "likelihood-%s-%d%s".formatted(split.label(), samples, suffix(origin));
  }

  private static String suffix(BoundsOrigin origin) {
    return (origin.untilEss() > 0 ? "-ess" + origin.untilEss() : "")
        + origin.fitSha256().map(sha256 -> "-fitted-" + sha256.substring(0, 8)).orElse("");
  }

  private static String summary(String name) {
    return name + ".json";
  }

  private static String points(String name) {
    return name + ".npz";
  }

  private static String partial(Split split, int samples, BoundsOrigin origin) {
    return "likelihood-partial-%s-%d%s.npz".formatted(split.label(), samples, suffix(origin));
  }

  /**
   * Reads the known bounds of the first rows of a job.
   *
   * @return the bounds of the most rows; empty if there are none for its split and number of
   *     samples
   * @throws ElboException USER if a file is damaged, or its bounds belong to another checkpoint,
   *     seed or estimator, or other builds of the plugins
   */
  Optional<PointBounds> known(LikelihoodJob job) {
    Split split = job.options().split();
    int samples = job.options().samples();
    return Stream.of(
            points(name(split, samples, job.origin())), partial(split, samples, job.origin()))
        .flatMap(file -> known(file, split, samples, job.origin()).stream())
        .max(Comparator.comparingInt(PointBounds::size));
  }

  private Optional<PointBounds> known(String name, Split split, int samples, BoundsOrigin origin) {
    Optional<Path> file = files.findUnlessDeleted(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Stored stored = PointBoundsFile.read(file.get());
    if (stored.split() != split || stored.points().maxSamples() != samples) {
      throw ElboException.user(
          "%s has bounds of %s rows with %d samples; delete it, and call elbo likelihood again"
              .formatted(file.get(), stored.split().label(), stored.points().maxSamples()));
    }
    requireOrigin(origin, file.get(), stored);
    return Optional.of(stored.points());
  }

  private static void requireOrigin(BoundsOrigin origin, Path file, Stored stored) {
    if (!stored.origin().equals(origin)) {
      throw ElboException.user(
          "%s has bounds of %s, but the run is now of %s; delete it, and call elbo likelihood again"
              .formatted(
                  file, stored.origin().otherThan(origin), origin.otherThan(stored.origin())));
    }
  }

  /** Writes the bounds of the rows that are done. */
  void writePart(LikelihoodJob job, PointBounds done) {
    LikelihoodOptions options = job.options();
    files.write(
        partial(options.split(), options.samples(), job.origin()),
        PointBoundsFile.content(new Stored(options.split(), job.origin(), done)));
  }

  /**
   * Writes a result, unless there is one with as many rows already. At no moment is there a summary
   * of other points, and finished bounds of further rows are kept.
   */
  void write(LikelihoodResult result) {
    String name = name(result);
    int rows = result.points().size();
    if (files.findUnlessDeleted(summary(name)).isEmpty() || rowsIn(points(name), result) < rows) {
      files.delete(summary(name));
      files.write(
          points(name),
          PointBoundsFile.content(new Stored(result.split(), result.origin(), result.points())));
      files.write(summary(name), LikelihoodJson.content(result));
    }
    String partial = partial(result.split(), result.samples(), result.origin());
    if (rowsIn(partial, result) <= rows) {
      files.delete(partial);
    }
  }

  /** Returns the number of rows with bounds in a file; 0 if there is no file. */
  private int rowsIn(String file, LikelihoodResult result) {
    return known(file, result.split(), result.samples(), result.origin())
        .map(PointBounds::size)
        .orElse(0);
  }
}
