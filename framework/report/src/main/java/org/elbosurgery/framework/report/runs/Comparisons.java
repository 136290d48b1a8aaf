package org.elbosurgery.framework.report.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.comparison.PairedDifference;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.gap.GapClosed;
import org.elbosurgery.framework.number.Impossible;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * Compares each run with the run that has the standard Gaussian prior but otherwise the same latent
 * size, options, data and seed, so that the two can be compared data point by data point.
 */
public record Comparisons(Settings settings) {

  /** The surgery of a run and of its counterpart with the standard Gaussian prior. */
  private record Pair(Surgery gaussian, Surgery surgery) {}

  /** Returns the estimates of a term, one for each surgery that has it. */
  public static List<Estimate> estimates(List<Surgery> surgeries, Term term) {
    return surgeries.stream().map(term::estimate).flatMap(Optional::stream).toList();
  }

  /** Returns the share of the gap that each run of a setting closes. */
  public List<Estimate> gapsClosed(Setting setting, Split split) {
    return pairs(setting, split).stream()
        .map(pair -> GapClosed.of(pair.gaussian(), pair.surgery()))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Returns the rows whose gap is said first: the test rows, if some run has a share of it there.
   */
  public Split shownSplit() {
    return settings.all().stream().anyMatch(each -> !gapsClosed(each, Split.TEST).isEmpty())
        ? Split.TEST
        : Split.TRAIN;
  }

  /** Returns a sentence for each {@linkplain Impossible impossible} gap closed. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (Split split : Split.values()) {
        gapsClosed(setting, split).stream()
            .flatMap(
                closed ->
                    Impossible.aboveAll(
                        setting.label() + ", " + split.label() + ": gap closed",
                        closed,
                        "no prior can close more than the whole gap")
                        .stream())
            .forEach(warnings::add);
      }
    }
    return warnings;
  }

  /**
   * Returns the difference of a term between each run of a setting and its counterpart with the
   * standard Gaussian.
   */
  public List<Estimate> differences(Setting setting, Split split, Term term) {
    return pairs(setting, split).stream()
        .map(pair -> PairedDifference.of(term, pair.gaussian(), pair.surgery()))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<Pair> pairs(Setting setting, Split split) {
    Optional<Setting> baseline = settings.baseline(setting);
    if (setting.hasStandardGaussian() || baseline.isEmpty()) {
      return List.of();
    }
    List<Pair> pairs = new ArrayList<>();
    for (Reported model : setting.models()) {
      Optional<Surgery> surgery = model.surgery(split);
      Optional<Surgery> gaussian =
          baseline.get().ofSeed(model.seed()).flatMap(other -> other.surgery(split));
      if (surgery.isPresent()
          && gaussian.isPresent()
          && surgery.get().size() == gaussian.get().size()) {
        pairs.add(new Pair(gaussian.get(), surgery.get()));
      }
    }
    return pairs;
  }
}
