package org.elbosurgery.framework.gap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Split;

/**
 * A prior held against a run's codes.
 *
 * @param kind where it is from
 * @param prior its name and options; empty where it is no plugin
 * @param build the SHA-256 of the build of the plugin that it is; empty where it is none, or that
 *     cannot be told
 * @param train beside the training codes
 * @param test beside the test codes; empty where the run has none
 */
public record PriorOnCodes(
    Kind kind,
    Optional<PluginSpec> prior,
    Optional<String> build,
    PriorGap train,
    Optional<PriorGap> test) {

  /** Returns how it is beside the codes of a split; empty where the run has none. */
  public Optional<PriorGap> gap(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : test;
  }

  /** Returns the same without shares of what is no gap by the marginal KL of p_0 given. */
  PriorOnCodes besides(PriorOnCodes standard) {
    return new PriorOnCodes(
        kind,
        prior,
        build,
        train.besides(standard.train),
        test.flatMap(own -> standard.test.map(own::besides)));
  }

  /**
   * Returns what of its numbers {@linkplain org.elbosurgery.framework.number.Impossible cannot be}
   * and is, one sentence each.
   */
  List<String> warnings() {
    return Arrays.stream(Split.values())
        .flatMap(
            split -> gap(split).stream().flatMap(own -> own.warnings(kind, prior, split).stream()))
        .toList();
  }

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
