package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;

/** What the runs say, in plain words: one sentence for each latent size. */
final class Summary {

  private final Settings settings;
  private final Comparisons comparisons;

  private Summary(Settings settings) {
    this.settings = settings;
    this.comparisons = new Comparisons(settings);
  }

  /** Returns the sentences, at least one. */
  static List<String> of(Settings settings) {
    Summary summary = new Summary(settings);
    List<String> sentences = new ArrayList<>();
    for (String panel : settings.panels()) {
      sentences.add(summary.sentence(panel));
    }
    sentences.add(
        "Unless it says test, of training rows; ± is one standard error, paired by data point, or, of several seeds, the"
            + " standard deviation over them.");
    return sentences;
  }

  private String sentence(String panel) {
    List<Setting> group = settings.panel(panel);
    return group.stream()
        .filter(setting -> gap(setting).isPresent())
        .max(Comparator.comparingDouble(setting -> gap(setting).orElseThrow().value()))
        .map(best -> comparison(panel, group, best))
        .orElseGet(() -> remaining(panel, group));
  }

  private Optional<Spread> gap(Setting setting) {
    return gap(setting, Split.TRAIN);
  }

  private Optional<Spread> gap(Setting setting, Split split) {
    return Spread.of(comparisons.gapsClosed(setting, split));
  }

  private String comparison(String panel, List<Setting> group, Setting best) {
    Setting gaussian = settings.baseline(best).orElseThrow();
    StringBuilder sentence =
        new StringBuilder("At " + panel + " the " + best.prior() + " prior closes ")
            .append(percent(gap(best).orElseThrow()))
            .append(" of the gap on training rows")
            .append(
                gap(best, Split.TEST)
                    .map(test -> " and " + percent(test) + " on test rows")
                    .orElse(""))
            .append(": its marginal KL is ")
            .append(nats(best, Term.MARGINAL_KL))
            .append(" where the standard Gaussian has ")
            .append(nats(gaussian, Term.MARGINAL_KL))
            .append(" nats");
    Spread.of(comparisons.differences(best, Split.TRAIN, Term.ELBO))
        .ifPresent(difference -> sentence.append(elbo(difference)));
    Spread.of(comparisons.differences(best, Split.TEST, Term.ELBO))
        .ifPresent(test -> sentence.append(" (on test rows ").append(signed(test)).append(")"));
    String others = others(group, best);
    return sentence
        + "."
        + (others.isEmpty() ? "" : " Of the others, on training rows: " + others + ".");
  }

  private static String elbo(Spread difference) {
    return String.format(
        Locale.ROOT,
        ", and its ELBO is %s by %s nats",
        difference.value() < 0 ? "lower" : "higher",
        shown(Math.abs(difference.value()), difference.reach()));
  }

  private static String signed(Spread difference) {
    return (difference.value() < 0 ? "-" : "+")
        + shown(Math.abs(difference.value()), difference.reach());
  }

  private String others(List<Setting> group, Setting best) {
    List<String> others = new ArrayList<>();
    for (Setting setting : group) {
      if (!setting.prior().equals(best.prior())) {
        gap(setting).ifPresent(gap -> others.add(setting.prior() + ": " + percent(gap)));
      }
    }
    return String.join(", ", others);
  }

  private static String remaining(String panel, List<Setting> group) {
    List<String> each = new ArrayList<>();
    for (Setting setting : group) {
      each.add(nats(setting, Term.MARGINAL_KL) + " nats with the " + setting.prior() + " prior");
    }
    return "At " + panel + " the marginal KL is " + String.join(", ", each) + ".";
  }

  private static String nats(Setting setting, Term term) {
    return String.format(
        Locale.ROOT,
        "%.3f",
        Spread.of(Comparisons.estimates(setting.surgeries(Split.TRAIN), term))
            .orElseThrow()
            .value());
  }

  private static String percent(Spread fraction) {
    return shown(100 * fraction.value(), 100 * fraction.reach()) + " %";
  }

  private static String shown(double value, double error) {
    int decimals = error >= 1 ? 0 : error >= 0.1 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f ± %." + decimals + "f", value, error);
  }
}
