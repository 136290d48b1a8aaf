package org.elbosurgery.framework.report.runs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * Runs that differ in the seed alone: one row of a table.
 *
 * @param prior what the prior is called in this report, its name and those options that tell it
 *     from others of that name
 * @param latent d, the number of latent dimensions
 * @param others the other options in which the runs of the report differ, by name
 * @param dataSha256 digest of the data
 * @param runs in the order of their seeds
 */
public record Setting(
    String prior,
    int latent,
    Map<String, String> others,
    String dataSha256,
    List<ReportedRun> runs) {

  /** Returns the run that stands for all where only one can be shown: that of the least seed. */
  public ReportedRun first() {
    return runs.get(0);
  }

  /** Returns the surgeries of a split, one a run. */
  public List<Surgery> surgeries(Split split) {
    return runs.stream().map(run -> run.result().surgery(split)).flatMap(Optional::stream).toList();
  }

  /** Returns what gap analyses have kept, one a run that has one. */
  public List<KeptGap> gaps() {
    return runs.stream().map(ReportedRun::gap).flatMap(Optional::stream).toList();
  }

  /** Returns the bounds on the likelihood that were kept, run by run. */
  public List<LikelihoodResult> likelihoods() {
    return runs.stream().map(ReportedRun::likelihoods).flatMap(List::stream).toList();
  }

  /** Returns whether the prior is N(0, I). */
  public boolean hasStandardGaussian() {
    return first().hasStandardGaussian();
  }

  /** Returns whether another setting differs in the prior alone. */
  boolean differsInPriorAlone(Setting other) {
    return latent == other.latent
        && others.equals(other.others)
        && dataSha256.equals(other.dataSha256);
  }

  /** Returns the run of a seed. */
  Optional<ReportedRun> ofSeed(long seed) {
    return runs.stream().filter(run -> run.seed() == seed).findFirst();
  }

  /** Returns what tells the setting from all others, for figures and headings. */
  public String label() {
    StringBuilder label = new StringBuilder(prior + ", d = " + latent);
    others.forEach((name, value) -> label.append(", ").append(name).append(' ').append(value));
    return label.toString();
  }

  /** Returns what tells the panel of the setting from others: all but the prior. */
  public String panel() {
    StringBuilder label = new StringBuilder("d = " + latent);
    others.forEach((name, value) -> label.append(", ").append(name).append(' ').append(value));
    return label.toString();
  }
}
