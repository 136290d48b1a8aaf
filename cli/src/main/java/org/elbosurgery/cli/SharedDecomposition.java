package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.codes.CodesSums;
import org.elbosurgery.framework.codes.CodesSurgery;
import org.elbosurgery.framework.codes.MergedCodes;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.PartialSums;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.elbosurgery.framework.version.Versions;

/**
 * The surgery of codes by several processes: with {@code --part} each sums over a share of the
 * components, with {@code --merge} one of them decomposes the ELBO by the sums of all.
 */
final class SharedDecomposition {

  private static final OptionDescriptor PART =
      new OptionDescriptor(
          "part",
          "with --codes: only make the inner sums over this share of the components, for --merge",
          "share",
          Share.RANGE,
          "",
          Decides.EXECUTION);

  private static final OptionDescriptor OUT =
      new OptionDescriptor(
          "out", "with --part: folder for the file with the sums", "folder", "", "sums");

  private static final OptionDescriptor MERGE =
      new OptionDescriptor(
          "merge",
          "with --codes and --tolerance: take the inner sums from the files of all shares, in this"
              + " folder",
          "folder",
          "",
          "",
          Decides.EXECUTION);

  private static final OptionSet<PartOptions> OPTIONS = OptionSet.of(PartOptions.class);
  private static final String POINTS = OPTIONS.option("points").name();
  private static final OptionSet<RunOptions> RUN = OptionSet.of(RunOptions.class);

  private SharedDecomposition() {}

  /** Returns the options. */
  static List<OptionDescriptor> options() {
    List<OptionDescriptor> options = new ArrayList<>(List.of(PART));
    options.addAll(OPTIONS.descriptors());
    options.addAll(List.of(OUT, MERGE, SparkDecomposition.SPARK));
    return options;
  }

  /** Returns whether the sums of a share are asked for. */
  static boolean isPart(Arguments arguments) {
    return arguments.values().containsKey(PART.name());
  }

  /** Refuses these options where runs are given. */
  static void refuseWithRuns(Arguments arguments, Problems problems) {
    for (OptionDescriptor option : options()) {
      if (arguments.values().containsKey(option.name())) {
        problems.add("--" + option.name() + " goes with --codes; leave it out");
      }
    }
  }

  /** Refuses options that go with {@code --part} alone, where it is not given. */
  static void refuse(Arguments arguments, Problems problems) {
    boolean onSpark = SparkOption.master(arguments).isPresent();
    if (arguments.values().containsKey(POINTS) && !onSpark) {
      problems.add("--" + POINTS + " goes with --part or --spark; leave it out");
    }
    if (arguments.values().containsKey(OUT.name())) {
      problems.add("--" + OUT.name() + " goes with --part; leave it out");
    }
    if (arguments.values().containsKey(MERGE.name()) && onSpark) {
      problems.add("--spark makes the sums itself; leave out --" + MERGE.name());
    }
  }

  /**
   * Returns the number of data points whose samples are summed.
   *
   * @throws ElboException USER if it is none
   */
  static int points(Arguments arguments) {
    return OPTIONS.create(arguments.of(OPTIONS)).points();
  }

  /** Makes the sums of a share. */
  static void sum(Arguments arguments, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    GivenCodes.refuseRuns(arguments, problems);
    refuseOthers(arguments, problems);
    Checked<Share> share = problems.attempt(() -> share(arguments.values().get(PART.name())));
    Checked<PartOptions> options = problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    Checked<RunOptions> run = problems.attempt(() -> RUN.create(arguments.of(RUN)));
    Checked<Path> out = problems.attempt(() -> path(OUT, arguments));
    Checked<Path> file = problems.attempt(() -> onlyFile(arguments));
    Checked<ModelCodes> codes = problems.attempt(() -> ModelCodesFile.read(file.value()));
    problems.requireNone();
    CodesSurgery surgery =
        new CodesSurgery(new SubsampledEstimator(), 1, run.value().threads(), run.value().seed());
    try (Progress progress = Progress.on(terminal)) {
      Map<Split, PartialSums> sums =
          surgery.sums(
              codes.value(),
              share.value(),
              options.value().points(),
              (task, done, total) -> progress.show(task, "", done, total));
      print(
          new CodesSums(
                  CodeParts.sha256(file.value()),
                  run.value().seed(),
                  Versions.current().elbo(),
                  sums)
              .write(out.value()),
          arguments,
          terminal);
    }
  }

  /** Refuses options without a meaning for the sums, such as a prior. */
  private static void refuseOthers(Arguments arguments, Problems problems) {
    Set<String> others = new TreeSet<>(arguments.values().keySet());
    others.removeAll(arguments.of(RUN).keySet());
    others.removeAll(arguments.of(OPTIONS).keySet());
    others.removeAll(List.of(PART.name(), OUT.name()));
    if (others.remove(SparkDecomposition.SPARK.name())) {
      problems.add("--spark makes the sums of every share; leave out --part");
    }
    if (!others.isEmpty()) {
      problems.add(
          "--part makes sums that do not depend on --"
              + String.join(", --", others)
              + "; give that with --merge");
    }
  }

  private static Share share(String text) {
    return Share.of(text)
        .orElseThrow(
            () ->
                ElboException.user(
                    "part must be a share, " + Share.RANGE + ", not " + Quotation.of(text)));
  }

  private static Path path(OptionDescriptor option, Arguments arguments) {
    return UserPath.of(
        option.name(), arguments.values().getOrDefault(option.name(), option.defaultValue()));
  }

  /** Returns the only file or folder of codes. */
  private static Path onlyFile(Arguments arguments) {
    Collection<Path> files = GivenCodes.files(arguments).values();
    if (files.size() != 1) {
      throw ElboException.user(
          "give --codes once with --part and --merge, not " + files.size() + " times");
    }
    return files.iterator().next();
  }

  private static void print(Path file, Arguments arguments, Terminal terminal) {
    if (arguments.has(ExperimentArguments.JSON)) {
      terminal.out().println(Json.text(Map.of("file", file.toString())));
    } else {
      terminal.out().println("sums in " + file);
    }
  }

  /**
   * Returns the estimators that are to be used: those that merge if {@code --merge} is given, else
   * the given one.
   *
   * @throws ElboException USER if the given one does not draw a subsample, or the sums are damaged,
   *     foreign or not complete
   */
  static Function<Split, Estimator> estimators(Arguments arguments, Estimator given, long seed) {
    if (!arguments.values().containsKey(MERGE.name())) {
      return split -> given;
    }
    if (!(given instanceof SubsampledEstimator subsampled)) {
      throw ElboException.user(
          "--merge takes the sums of a subsample; give --tolerance, such as --tolerance 0.01");
    }
    MergedCodes merged =
        MergedCodes.read(
            path(MERGE, arguments),
            CodeParts.sha256(onlyFile(arguments)),
            seed,
            Versions.current().elbo());
    return split -> subsampled.merging(merged.of(split));
  }
}
