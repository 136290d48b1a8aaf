package org.elbosurgery.framework.report.runs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.estimators.KeptComparison;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * Runs that differ only in the seed, or the codes of a model that was trained anywhere: one row of
 * a table.
 *
 * @param prior the name of the prior in this report: its name and the options that distinguish it
 *     from others with that name; for codes theirs
 * @param latent d, the number of latent dimensions
 * @param others the other options in which the runs of the report differ, by name
 * @param dataSha256 digest of the data
 * @param models in the order of their seeds
 */
public record Setting(
    String prior,
    int latent,
    Map<String, String> others,
    String dataSha256,
    List<Reported> models) {

  /**
   * Returns the model that represents the setting if only one can be shown, that with the smallest
   * seed.
   */
  public Reported first() {
    return models.get(0);
  }

  /** Returns the runs, in the order of their seeds; none if it is of codes. */
  public List<ReportedRun> runs() {
    return models.stream()
        .filter(ReportedRun.class::isInstance)
        .map(ReportedRun.class::cast)
        .toList();
  }

  /** Returns whether of the first model, which alone is drawn, there are results alone. */
  public boolean isResultsAlone() {
    return first() instanceof ReportedRun run && run.isResultsAlone();
  }

  /** Returns the codes; empty if it is of runs. */
  public Optional<ReportedCodes> codes() {
    return first() instanceof ReportedCodes codes ? Optional.of(codes) : Optional.empty();
  }

  /** Returns the surgeries of a split, one for each run that has it. */
  public List<Surgery> surgeries(Split split) {
    return models.stream().map(model -> model.surgery(split)).flatMap(Optional::stream).toList();
  }

  /** Returns the kept gap analyses, one for each run that has one. */
  public List<KeptGap> gaps() {
    return models.stream().map(Reported::gap).flatMap(Optional::stream).toList();
  }

  /** Returns the kept bounds on the likelihood, run by run. */
  public List<LikelihoodSummary> likelihoods() {
    return runs().stream().map(ReportedRun::likelihoods).flatMap(List::stream).toList();
  }

  /** Returns the kept likelihoods by annealing, run by run. */
  public List<AnnealingResult> annealings() {
    return runs().stream().map(ReportedRun::annealings).flatMap(List::stream).toList();
  }

  /** Returns what other estimators were kept to say of the codes of a split, run by run. */
  public List<EstimatorComparison> estimators(Split split) {
    return runs().stream()
        .flatMap(run -> run.estimators().stream())
        .filter(kept -> kept.split() == split)
        .map(KeptComparison::comparison)
        .toList();
  }

  /** Returns whether the prior is N(0, I). */
  public boolean hasStandardGaussian() {
    return first().hasStandardGaussian();
  }

  /** Returns whether another setting differs only in the prior. */
  boolean differsInPriorAlone(Setting other) {
    return latent == other.latent
        && others.equals(other.others)
        && dataSha256.equals(other.dataSha256);
  }

  /** Returns the model with a seed. */
  Optional<Reported> ofSeed(long seed) {
    return models.stream().filter(model -> model.seed() == seed).findFirst();
  }

  /** Returns a label that distinguishes the setting from all others, for figures and headings. */
  public String label() {
    StringBuilder label = new StringBuilder(prior + ", d = " + latent);
    others.forEach((name, value) -> label.append(", ").append(name).append(' ').append(value));
    return label.toString();
  }

  /** Returns the label of the setting's panel: everything but the prior. */
  public String panel() {
    return panelWithout("");
  }

  /** Returns the label of the setting's panel if runs that differ in an option share a panel. */
  public String panelWithout(String option) {
    StringBuilder label = new StringBuilder("d = " + latent);
    others.forEach(
        (name, value) -> {
          if (!name.equals(option)) {
            label.append(", ").append(name).append(' ').append(value);
          }
        });
    return label.toString();
  }
}
