package org.elbosurgery.framework.annealing;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.annealing.AnnealedPointsFile.Stored;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.likelihood.BoundsOrigin;

/**
 * The likelihoods by annealing kept in the folder of a run, for each kind of rows and settings:
 * {@code likelihood-ais-ROWS-TxC-FROM.npz}, the chains of the first rows, which grows as they end,
 * and a {@code .json} file of the same name, the summary of the first n of them.
 */
public final class AnnealingFolder {

  private static final String POINTS = ".npz";
  private static final String SUMMARY = ".json";
  private static final Pattern NAME =
      Pattern.compile(
          "likelihood-ais-(?<rows>test|train|simulated)-(?<temperatures>[1-9]\\d{0,6})"
              + "x(?<chains>[1-9]\\d{0,4})-(?<start>prior|posterior)(?<fit>-fitted-[0-9a-f]{8})?");

  private final CheckedFolder files;

  /** Names the files in the folder of a run. */
  AnnealingFolder(Path run) {
    files = CheckedFolder.of(run);
  }

  /** Returns the name of the files of a result, without their extensions. */
  public static String name(AnnealingResult result) {
    return name(result.rows(), result.settings(), result.origin());
  }

  private static String name(AnnealedRows rows, AnnealingSettings settings, BoundsOrigin origin) {
    return "likelihood-ais-%s-%dx%d-%s%s"
        .formatted(
            rows.label(),
            settings.temperatures(),
            settings.chains(),
            settings.start().label(),
            origin.fitSha256().map(sha256 -> "-fitted-" + sha256.substring(0, 8)).orElse(""));
  }

  private static String name(AnnealingJob job) {
    return name(job.options().split(), job.options().settings(), job.origin());
  }

  /**
   * Reads the known chains of the first rows of a job.
   *
   * @return none if there is no file
   * @throws ElboException USER if the file is damaged, or its chains belong to another checkpoint,
   *     seed or estimator, or other builds of the plugins
   */
  List<AnnealedPoint> known(AnnealingJob job) {
    Optional<Path> file = files.findUnlessDeleted(name(job) + POINTS);
    if (file.isEmpty()) {
      return List.of();
    }
    Stored stored =
        AnnealedPointsFile.read(file.get(), job.options().split(), job.options().chains());
    requireOrigin(job.origin(), file.get(), stored);
    return stored.points();
  }

  private static void requireOrigin(BoundsOrigin origin, Path file, Stored stored) {
    if (!stored.origin().equals(origin)) {
      throw ElboException.user(
          "%s has chains of %s, but the run is now of %s; delete it, and call elbo ais again"
              .formatted(
                  file, stored.origin().otherThan(origin), origin.otherThan(stored.origin())));
    }
  }

  /**
   * Reads all likelihoods by annealing of a run with its own prior. Chains without a summary, of a
   * command that was interrupted, are passed over.
   *
   * @return test rows first, then training rows and simulated ones, each by the number of
   *     temperatures and of chains; empty if there are none
   * @throws ElboException USER if a file is damaged, a summary is not of its chains, or chains do
   *     not belong to the run's newest checkpoint
   */
  public static List<AnnealingResult> read(FinishedRun run) {
    return results(run, name -> name.group("fit") == null)
        .sorted(
            Comparator.comparing(AnnealingResult::rows)
                .thenComparing(result -> result.settings().temperatures())
                .thenComparing(result -> result.settings().chains())
                .thenComparing(result -> result.settings().start()))
        .toList();
  }

  /**
   * Returns the files of {@link #read} as they are, by name, for a folder of results alone.
   *
   * @throws ElboException USER as {@link #read}
   */
  public static Map<String, Content> alone(FinishedRun run) {
    return CheckedFolder.of(run.path())
        .contents(
            read(run).stream()
                .flatMap(result -> Stream.of(name(result) + SUMMARY, name(result) + POINTS))
                .toList());
  }

  /**
   * Checks all likelihoods by annealing of a run against its other files, also with fitted priors.
   *
   * @throws ElboException USER as {@link #read}
   */
  public static void check(FinishedRun run) {
    results(run, name -> true).forEach(result -> {});
  }

  private static Stream<AnnealingResult> results(FinishedRun run, Predicate<Matcher> names) {
    AnnealingFolder folder = new AnnealingFolder(run.path());
    return folder.files.names().stream()
        .filter(file -> file.endsWith(SUMMARY))
        .map(file -> NAME.matcher(file.substring(0, file.length() - SUMMARY.length())))
        .filter(Matcher::matches)
        .filter(names)
        .flatMap(name -> folder.result(run, name).stream());
  }

  private Optional<AnnealingResult> result(FinishedRun run, Matcher name) {
    return files.together(
        () -> {
          Optional<Path> summary = files.findUnlessDeleted(name.group() + SUMMARY);
          Optional<Path> points = files.findUnlessDeleted(name.group() + POINTS);
          return summary.isPresent() && points.isPresent()
              ? Optional.of(result(run, name, summary.get(), points.get()))
              : Optional.empty();
        });
  }

  private static AnnealingResult result(FinishedRun run, Matcher name, Path summary, Path file) {
    AnnealedRows rows = AnnealedRows.valueOf(name.group("rows").toUpperCase(Locale.ROOT));
    AnnealingSettings settings =
        new AnnealingSettings(
            Start.valueOf(name.group("start").toUpperCase(Locale.ROOT)),
            Integer.parseInt(name.group("temperatures")),
            Integer.parseInt(name.group("chains")));
    AnnealingJson.Kept kept = AnnealingJson.read(summary);
    Stored stored = AnnealedPointsFile.read(file, rows, settings.chains());
    BoundsOrigin origin = stored.origin();
    BoundsOrigin.of(
            run,
            AnnealedImportanceSampling.VERSION,
            origin.plugins(), // the builds installed now do not matter
            origin.fitSha256())
        .ifPresent(now -> requireOrigin(now, file, stored));
    List<AnnealedPoint> points =
        stored.points().subList(0, Math.min(kept.size(), stored.points().size()));
    if (!name.group().equals(name(rows, settings, origin))
        || kept.size() > points.size()
        || !kept.isOf(points)) {
      throw ElboException.user(
          summary + " and " + file + " are not of one computation; call elbo ais again");
    }
    return new AnnealingResult(
        run.path(),
        run.spec(),
        rows,
        kept.rowsSha256(),
        origin,
        settings,
        points,
        run.result().train().logNormalizerError(),
        run.result().train().density(),
        run.result().repeatedTestRows(),
        run.isResultsAlone() ? kept.gained() : kept.gained(run, rows, points));
  }

  /** Writes the chains of the rows that are done, more than are known. */
  void writePoints(AnnealingJob job, List<AnnealedPoint> points) {
    files.write(name(job) + POINTS, AnnealedPointsFile.content(new Stored(job.origin(), points)));
  }

  /** Deletes the summary, if there is one: without chains it is of others, that were deleted. */
  void deleteSummary(AnnealingJob job) {
    files.delete(name(job) + SUMMARY);
  }

  /**
   * Writes the summary of a result, unless there is one of more rows. That of as many is written
   * again, for the importance-weighted bound may be new.
   */
  void write(AnnealingResult result) {
    String summary = name(result) + SUMMARY;
    int rows = files.findUnlessDeleted(summary).map(AnnealingJson::rows).orElse(0);
    if (rows <= result.points().size()) {
      files.write(summary, AnnealingJson.content(result));
    }
  }
}
