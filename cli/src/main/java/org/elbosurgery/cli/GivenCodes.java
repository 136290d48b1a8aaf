package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * Posteriors from a file that a user names, and the prior to compare them with.
 *
 * @param posteriors the posteriors
 * @param prior the prior
 * @param priorName how the user named it
 */
record GivenCodes(Posteriors posteriors, UntrainedPrior prior, String priorName) {

  /** The option that names the file. */
  static final String CODES = "codes";

  /** The options that name the prior, one or the other. */
  static final List<String> PRIORS = List.of(ExperimentSpec.PRIOR.name(), "prior-file");

  private static final String PRIOR = PRIORS.get(0);
  private static final String PRIOR_FILE = PRIORS.get(1);

  /** Returns the options for codes. */
  static List<OptionDescriptor> options() {
    return List.of(
        new OptionDescriptor(
            CODES, "codes: an .npz file with mean and log_var, [N, d] each", "file", "", ""),
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

  /** Returns the path of the file. */
  static Path path(Map<String, String> values) {
    return UserPath.of(CODES, values.get(CODES));
  }

  /**
   * Reads everything that is named.
   *
   * @param values the given values, with the file of the codes
   * @param catalogs finds the prior
   * @param seed of the prior's initial values
   * @throws ElboException USER if there are problems, with all of them
   */
  static GivenCodes read(Map<String, String> values, Catalogs catalogs, long seed) {
    Problems problems = Problems.user();
    Checked<Posteriors> posteriors = problems.attempt(() -> PosteriorsFile.read(path(values)));
    if (values.containsKey(PRIOR) && values.containsKey(PRIOR_FILE)) {
      problems.add("give --prior or --prior-file, not both");
    }
    String priorName = values.getOrDefault(PRIOR_FILE, values.getOrDefault(PRIOR, "gaussian"));
    Checked<UntrainedPrior> prior =
        problems.attempt(
            () ->
                values.containsKey(PRIOR_FILE)
                    ? fitted(priorName)
                    : UntrainedPrior.of(
                        catalogs.priors().create(PluginSpec.parse(priorName)),
                        posteriors.value().dimensions(),
                        RandomStream.of(seed)));
    problems.requireNone();
    return new GivenCodes(posteriors.value(), prior.value(), priorName);
  }

  private static UntrainedPrior fitted(String file) {
    return new UntrainedPrior(PriorFile.read(UserPath.of(PRIOR_FILE, file)), List.of());
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
    if (posteriors.size() < posteriors.dimensions()) {
      warnings.add(
          "there are fewer data points than dimensions, %d and %d: arrays are [N, d], so if these"
                  .formatted(posteriors.size(), posteriors.dimensions())
              + " are [d, N], transpose them");
    }
    return warnings;
  }
}
