package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.codes.CodesFolder;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.exchange.RowCodes;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * Codes from a file that a user names, and the prior to compare them with.
 *
 * @param name tells the codes apart from others: the file's name, or its path
 * @param file the file
 * @param codes what it holds
 * @param prior the prior
 * @param priorName how the user named it
 */
record GivenCodes(
    String name, Path file, ModelCodes codes, UntrainedPrior prior, String priorName) {

  /** The option that names a file. */
  static final OptionDescriptor CODES =
      new OptionDescriptor(
          "codes",
          "codes: an .npz file with mean and log_var, [N, d] each, or a folder of such files, or of"
              + " .npy files; may have reconstruction, labels and the same of test rows; may be"
              + " repeated",
          "file",
          "",
          "");

  /** The options that name the prior, one or the other. */
  static final List<String> PRIORS = List.of(ExperimentSpec.PRIOR.name(), "prior-file");

  private static final String PRIOR = PRIORS.get(0);
  private static final String PRIOR_FILE = PRIORS.get(1);

  /** Returns the options for the prior of codes. */
  static List<OptionDescriptor> priorOptions() {
    return List.of(
        ExperimentSpec.PRIOR.as(
            "with --codes: the prior, which is not fitted: its parameters have their initial"
                + " values; see elbo plugins prior",
            "gaussian"),
        new OptionDescriptor(
            PRIOR_FILE,
            "with --codes: the prior, an .npz file with log_weights [K], mean and log_var [K, d];"
                + " or with mean [d] and precision_factor [d, d]; or with log_weights [K], mean [K, d]"
                + " and precision_factor [K, d, d]",
            "file",
            "",
            ""));
  }

  /** Returns whether codes are given. */
  static boolean areIn(Arguments arguments) {
    return !arguments.all(CODES.name()).isEmpty();
  }

  /** Refuses what goes with a run alone, where codes are given. */
  static void refuseRuns(Arguments arguments, Problems problems) {
    if (!arguments.operands().isEmpty()) {
      problems.add("give either run folders or --codes FILE.npz");
    }
    if (arguments.values().containsKey(ExperimentArguments.MOVED_DATA.name())) {
      problems.add("--data goes with a run; codes need no data");
    }
  }

  /** Refuses options that go with codes alone, where a run is given. */
  static void refuse(Iterable<String> options, Arguments arguments, Problems problems) {
    for (String option : options) {
      if (arguments.values().containsKey(option)) {
        problems.add("--" + option + " goes with --codes; a run has its own");
      }
    }
  }

  /**
   * Returns the files that are named, by the name that tells each apart.
   *
   * @throws ElboException USER if one is named twice
   */
  static Map<String, Path> files(Arguments arguments) {
    List<Path> files =
        arguments.all(CODES.name()).stream().map(text -> UserPath.of(CODES.name(), text)).toList();
    Problems problems = Problems.user();
    Set<Path> seen = new HashSet<>();
    for (Path file : files) {
      if (!seen.add(file.toAbsolutePath().normalize())) {
        problems.add("codes " + file + " are given twice; give each file once");
      }
    }
    problems.requireNone();
    boolean distinct = files.stream().map(CodesFolder::stem).distinct().count() == files.size();
    return files.stream()
        .collect(
            Collectors.toMap(
                file -> distinct ? CodesFolder.stem(file) : file.toString(),
                Function.identity(),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  /**
   * Reads everything that is named.
   *
   * @param catalogs finds the prior
   * @param seed of the prior's initial values
   * @return codes of each file, in the order of the files
   * @throws ElboException USER if there are problems, with all of them
   */
  static List<GivenCodes> read(Arguments arguments, Catalogs catalogs, long seed) {
    Problems problems = Problems.user();
    Map<String, String> values = arguments.values();
    Checked<Map<String, Path>> files = problems.attempt(() -> files(arguments));
    Map<String, Checked<ModelCodes>> all = new LinkedHashMap<>();
    files
        .orElseGet(Map::of)
        .forEach((name, file) -> all.put(name, problems.attempt(() -> ModelCodesFile.read(file))));
    if (values.containsKey(PRIOR) && values.containsKey(PRIOR_FILE)) {
      problems.add("give --prior or --prior-file, not both");
    }
    String priorName = values.getOrDefault(PRIOR_FILE, values.getOrDefault(PRIOR, "gaussian"));
    Checked<Function<Integer, UntrainedPrior>> prior =
        problems.attempt(
            () ->
                values.containsKey(PRIOR_FILE)
                    ? stored(priorName)
                    : made(priorName, catalogs, seed));
    List<GivenCodes> given = new ArrayList<>();
    for (Map.Entry<String, Checked<ModelCodes>> each : all.entrySet()) {
      problems.check(
          () -> {
            ModelCodes codes = each.getValue().value();
            given.add(
                new GivenCodes(
                    each.getKey(),
                    files.value().get(each.getKey()),
                    codes,
                    prior.value().apply(codes.train().posteriors().dimensions()),
                    priorName));
          });
    }
    problems.requireNone();
    return given;
  }

  /** Returns the prior in a file, whatever the number of dimensions. */
  private static Function<Integer, UntrainedPrior> stored(String file) {
    UntrainedPrior prior =
        new UntrainedPrior(PriorFile.read(UserPath.of(PRIOR_FILE, file)), List.of());
    return dimensions -> prior;
  }

  /** Returns a prior with its initial parameters, made once for each number of dimensions. */
  private static Function<Integer, UntrainedPrior> made(String name, Catalogs catalogs, long seed) {
    Prior prior = catalogs.priors().create(PluginSpec.parse(name));
    Map<Integer, UntrainedPrior> made = new HashMap<>();
    return dimensions ->
        made.computeIfAbsent(dimensions, d -> UntrainedPrior.of(prior, d, RandomStream.of(seed)));
  }

  /** Returns the codes of a split; empty if there are none. */
  Optional<RowCodes> rows(Split split) {
    return split == Split.TRAIN ? Optional.of(codes.train()) : codes.test();
  }

  /** Returns a sentence for each thing that makes the codes or the prior suspect. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!prior.parameters().isEmpty()) {
      warnings.add(
          "prior "
              + priorName
              + " is not fitted to anything: "
              + String.join(", ", prior.parameters())
              + " are as training would start, some of them random; give a fitted prior by"
              + " --prior-file");
    }
    Posteriors posteriors = codes.train().posteriors();
    if (posteriors.size() < posteriors.dimensions()) {
      warnings.add(
          "there are fewer data points than dimensions, %d and %d: arrays are [N, d], so if these"
                  .formatted(posteriors.size(), posteriors.dimensions())
              + " are [d, N], transpose them");
    }
    return warnings;
  }
}
