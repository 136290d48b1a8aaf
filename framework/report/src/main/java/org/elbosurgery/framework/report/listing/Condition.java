package org.elbosurgery.framework.report.listing;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Problems;

/**
 * A condition on the runs of a list: an option with the value it must have, {@code latent=10}. A
 * plugin may be given with some of its options, {@code prior=mixture:components=20}, or none; then
 * the others do not matter.
 *
 * @param option the name of an option of an experiment
 * @param value the value, as a run folder has it
 * @param plugin the value as a plugin; empty if it cannot be one
 */
public record Condition(String option, String value, Optional<PluginSpec> plugin) {

  /**
   * Parses a condition written by a user.
   *
   * @param text {@code OPTION=VALUE}
   * @throws ElboException USER if it is ill-formed, there is no such option, or its value is not
   *     allowed
   */
  public static Condition parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw ElboException.user(
          "'%s' is not a condition; give OPTION=VALUE, such as prior=vamp"
              .formatted(Quotation.of(text)));
    }
    String option = text.substring(0, equals);
    String value = text.substring(equals + 1);
    List<String> known = ExperimentSpec.descriptors().stream().map(OptionDescriptor::name).toList();
    if (!known.contains(option)) {
      throw ElboException.user(
          "no run has an option '%s'; %s"
              .formatted(Quotation.of(option), NearestName.advice(option, known)));
    }
    return new Condition(option, ExperimentSpec.written(option, value), plugin(value));
  }

  private static Optional<PluginSpec> plugin(String value) {
    return Problems.user().attempt(() -> PluginSpec.parse(value)).toOptional();
  }

  /** Returns whether a run fulfils the condition. */
  boolean isMetBy(ListedRun run) {
    String theirs = run.value(option);
    return theirs.equals(value)
        || plugin
            .flatMap(wanted -> plugin(theirs).filter(other -> isPart(wanted, other)))
            .isPresent();
  }

  private static boolean isPart(PluginSpec wanted, PluginSpec plugin) {
    return plugin.name().equals(wanted.name())
        && plugin.options().entrySet().containsAll(wanted.options().entrySet());
  }
}
