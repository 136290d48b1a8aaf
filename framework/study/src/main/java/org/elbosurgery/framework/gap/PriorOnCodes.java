package org.elbosurgery.framework.gap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.Split;

/**
 * A prior compared with a run's codes.
 *
 * @param kind its origin
 * @param prior its name and options; empty if it is not a plugin
 * @param build the SHA-256 of the build of its plugin; empty if it is not a plugin, or the build
 *     cannot be determined
 * @param train compared with the training codes
 * @param test compared with the test codes; empty if the run has none
 * @param density whether its log p(z) is that of a density; empty if it was not checked
 */
public record PriorOnCodes(
    Kind kind,
    Optional<PluginSpec> prior,
    Optional<String> build,
    PriorGap train,
    Optional<PriorGap> test,
    Optional<DensityCheck> density) {

  /** Returns the comparison with the codes of a split; empty if the run has none. */
  public Optional<PriorGap> gap(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : test;
  }

  /**
   * Returns the same without a gap closed in splits in which the standard Gaussian's marginal KL is
   * no gap.
   */
  PriorOnCodes besides(PriorOnCodes standard) {
    return new PriorOnCodes(
        kind,
        prior,
        build,
        train.besides(standard.train),
        test.flatMap(own -> standard.test.map(own::besides)),
        density);
  }

  /**
   * Returns a sentence for each {@linkplain org.elbosurgery.framework.number.Impossible impossible}
   * number, and for each finding about its density.
   */
  List<String> warnings() {
    String name = kind.label() + prior.map(spec -> " prior " + spec).orElse(" prior");
    return Stream.concat(
            Arrays.stream(Split.values())
                .flatMap(split -> gap(split).stream().flatMap(own -> own.warnings(name, split))),
            density.stream()
                .flatMap(check -> check.warnings().stream())
                .map(finding -> name + ": " + finding))
        .toList();
  }

  /** The origin of a prior. */
  public enum Kind {
    /** N(0, I), with which the others are compared. */
    STANDARD,
    /** The prior with which the run was trained, as trained. */
    OWN,
    /** A prior fitted to the training codes of the fixed encoder. */
    FITTED,
    /** The aggregate posterior of the training codes, the best possible prior for them. */
    AGGREGATE;

    /** Returns the name in lower case, as it is written in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
