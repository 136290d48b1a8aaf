package org.elbosurgery.framework.report.runs;

import java.util.Comparator;
import java.util.Optional;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.Finding;

/** What has to be said of settings before their numbers, judging by the training rows. */
public record Findings(Settings settings) {

  /** Returns the gravest finding about a run of a setting; empty if there is none. */
  public Optional<Finding> of(Setting setting) {
    return setting.surgeries(Split.TRAIN).stream()
        .flatMap(surgery -> Finding.of(surgery).stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * Returns what forbids to speak of the share of the gap that a setting closes, its own finding or
   * that of the standard Gaussian; empty if nothing does.
   */
  public Optional<Finding> forbidding(Setting setting) {
    return of(setting)
        .filter(Finding::forbidsShares)
        .or(() -> settings.baseline(setting).flatMap(this::of).filter(Finding::forbidsShares));
  }
}
