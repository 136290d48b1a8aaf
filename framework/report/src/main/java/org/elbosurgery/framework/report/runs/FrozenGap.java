package org.elbosurgery.framework.report.runs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.gap.PriorGap;
import org.elbosurgery.framework.gap.PriorOnCodes;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;

/**
 * A prior compared with the codes of a setting's encoders, which stay fixed.
 *
 * @param setting the setting of the encoders
 * @param kind the kind of the prior's origin
 * @param prior the prior's name in this report
 * @param origin where its parameters come from, such as "fitted", with the options of the fit that
 *     distinguish it from others
 * @param split the split whose rows are encoded
 * @param marginalKl in nats, over the seeds
 * @param closed the share of the standard Gaussian's marginal KL that it closes, over the seeds;
 *     empty if there is no such gap
 */
public record FrozenGap(
    Setting setting,
    Kind kind,
    String prior,
    String origin,
    Split split,
    Spread marginalKl,
    Optional<Spread> closed) {

  /** Priors of other kinds, such as the aggregate posterior itself, are not shown. */
  private static final Map<Kind, String> ORIGINS =
      Map.of(Kind.STANDARD, "as it is", Kind.OWN, "as trained", Kind.FITTED, "fitted");

  /** What distinguishes the priors that were compared with the codes of runs. */
  private record Key(Kind kind, Optional<PluginSpec> spec, Map<String, String> fit) {

    static Key of(PriorOnCodes prior, KeptGap gap) {
      return new Key(
          prior.kind(),
          prior.kind() == Kind.STANDARD ? Optional.empty() : prior.prior(),
          prior.kind() == Kind.FITTED ? gap.fit() : Map.of());
    }

    /** Returns where the parameters come from, with the options of the given names. */
    String origin(Set<String> options) {
      StringBuilder origin = new StringBuilder(ORIGINS.get(kind));
      fit.forEach(
          (name, value) -> {
            if (options.contains(name)) {
              origin.append(", ").append(name).append(' ').append(value);
            }
          });
      return origin.toString();
    }
  }

  /** Returns whether it is of the same prior and codes as another, perhaps of another split. */
  public boolean isOfSamePrior(FrozenGap other) {
    return setting.equals(other.setting)
        && kind == other.kind
        && prior.equals(other.prior)
        && origin.equals(other.origin);
  }

  /** Returns all of them, in the order of a table. */
  public static List<FrozenGap> of(Settings settings) {
    PluginNames names =
        PluginNames.of(
            settings.all().stream()
                .flatMap(setting -> keys(setting).stream())
                .flatMap(key -> key.spec().stream())
                .toList());
    Set<String> differing = differingFits(settings);
    List<FrozenGap> all = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (Key key : keys(setting)) {
        String name = key.spec().map(names::of).orElse(nameless(key.kind()));
        for (Split split : Split.values()) {
          of(setting, key, name, key.origin(differing), split).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** Returns the name of a prior that is no plugin. */
  private static String nameless(Kind kind) {
    return kind == Kind.STANDARD ? "standard Gaussian" : "its own";
  }

  /** Returns the options in which the fits of a report differ. */
  private static Set<String> differingFits(Settings settings) {
    List<Map<String, String>> fits =
        settings.all().stream()
            .flatMap(setting -> setting.gaps().stream())
            .map(KeptGap::fit)
            .distinct()
            .toList();
    Set<String> names = new TreeSet<>();
    fits.forEach(fit -> names.addAll(fit.keySet()));
    names.removeIf(name -> fits.stream().map(fit -> fit.get(name)).distinct().count() == 1);
    return names;
  }

  private static Set<Key> keys(Setting setting) {
    Set<Key> keys = new LinkedHashSet<>();
    for (KeptGap gap : setting.gaps()) {
      gap.priors().stream()
          .map(prior -> Key.of(prior, gap))
          .filter(key -> ORIGINS.containsKey(key.kind()))
          .forEach(keys::add);
    }
    return keys;
  }

  private static Optional<FrozenGap> of(
      Setting setting, Key key, String name, String origin, Split split) {
    List<PriorGap> gaps =
        setting.gaps().stream()
            .flatMap(gap -> gap.priors().stream().filter(p -> Key.of(p, gap).equals(key)).limit(1))
            .flatMap(prior -> prior.gap(split).stream())
            .toList();
    List<Estimate> closed = gaps.stream().flatMap(gap -> gap.gapClosed().stream()).toList();
    return Spread.of(gaps.stream().map(PriorGap::marginalKl).toList())
        .map(kl -> new FrozenGap(setting, key.kind(), name, origin, split, kl, Spread.of(closed)));
  }
}
