package org.elbosurgery.framework.gap;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * A prior held against a run's codes.
 *
 * @param kind where it is from
 * @param prior its name and options; empty where it is no plugin
 * @param build the SHA-256 of the build of the plugin that it is; empty where it is none, or that
 *     cannot be told
 * @param fit how it was fitted; of fitted priors only
 * @param train beside the training codes
 * @param test beside the test codes; empty where the run has none
 */
public record GapPrior(
    Kind kind,
    Optional<PluginSpec> prior,
    Optional<String> build,
    Optional<FittedPrior> fit,
    PriorGap train,
    Optional<PriorGap> test) {

  /** Where a prior is from. */
  public enum Kind {
    /** N(0, I), which the others are held against. */
    STANDARD,
    /** What the run was trained with, as it was trained. */
    OWN,
    /** Fitted to the training codes of the encoder as it is. */
    FITTED,
    /** The aggregate posterior of the training codes: the best there could be, for those. */
    AGGREGATE;

    /** Returns the name in lower case, as it is written in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
