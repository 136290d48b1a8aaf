package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.FrozenGap;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;

/** A summary of the runs in plain words, with one sentence for each latent size. */
final class Summary {

  private final Settings settings;
  private final Comparisons comparisons;

  private Summary(Settings settings) {
    this.settings = settings;
    this.comparisons = new Comparisons(settings);
  }

  /** Returns the sentences, at least one. */
  static List<String> of(Report report) {
    Settings settings = report.settings();
    Summary summary = new Summary(settings);
    List<String> sentences = new ArrayList<>();
    for (String panel : settings.panels()) {
      sentences.add(summary.sentence(panel));
    }
    List<FrozenGap> gaps = FrozenGap.of(settings);
    settings.all().stream()
        .filter(setting -> setting.codes().isPresent())
        .flatMap(setting -> fitted(setting, gaps).stream())
        .forEach(sentences::add);
    sentences.add(
        "Numbers are of training rows unless they say test. ± is one standard error, paired by data"
            + " point; of several seeds, the standard deviation over them.");
    int left = report.problems().size();
    if (left > 0) {
      sentences.add(
          (left == 1 ? "1 run or file is" : left + " runs or files are")
              + " left out; Provenance says why.");
    }
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
        new StringBuilder("At " + panel)
            .append(closes(best.prior(), gap(best).orElseThrow()))
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
    return sentence + "." + (others.isEmpty() ? "" : " Others, on training rows: " + others + ".");
  }

  private static String closes(String prior, Spread gap) {
    return gap.value() > 0
        ? " the " + prior + " prior closes " + percent(gap) + " of the gap on training rows"
        : " no prior closes the gap; nearest comes "
            + prior
            + ", with "
            + percent(gap)
            + " on training rows";
  }

  private static String elbo(Spread difference) {
    return String.format(
        Locale.ROOT,
        ", and its ELBO is %s by %s nats",
        difference.value() < 0 ? "lower" : "higher",
        NumberText.PLUS_MINUS.of(Math.abs(difference.value()), difference.reach()));
  }

  private static String signed(Spread difference) {
    return NumberText.PLUS_MINUS.signed(difference.value(), difference.reach());
  }

  private String others(List<Setting> group, Setting best) {
    return group.stream()
        .filter(setting -> !setting.prior().equals(best.prior()) && gap(setting).isPresent())
        .sorted(Comparator.comparingDouble(setting -> -gap(setting).orElseThrow().value()))
        .map(setting -> setting.prior() + " " + percent(gap(setting).orElseThrow()))
        .collect(Collectors.joining(", "));
  }

  private static String remaining(String panel, List<Setting> group) {
    return group.stream()
        .map(s -> nats(s, Term.MARGINAL_KL) + " nats " + whose(s))
        .collect(Collectors.joining(", ", "At " + panel + " the marginal KL is ", "."));
  }

  private static String whose(Setting setting) {
    return setting.codes().isPresent()
        ? "for " + setting.prior()
        : "with the " + setting.prior() + " prior";
  }

  /** Returns a sentence on the fitted prior that closes most of the gap of given codes. */
  private static Optional<String> fitted(Setting setting, List<FrozenGap> gaps) {
    return gaps.stream()
        .filter(gap -> gap.setting().equals(setting) && gap.kind() == Kind.FITTED)
        .filter(gap -> gap.split() == Split.TRAIN && gap.closed().isPresent())
        .max(Comparator.comparingDouble(gap -> gap.closed().orElseThrow().value()))
        .map(
            best ->
                "A fitted %s prior closes %s of the gap of %s%s, the encoder as it is."
                    .formatted(
                        best.prior(),
                        percent(best.closed().orElseThrow()),
                        setting.prior(),
                        gaps.stream()
                            .filter(gap -> gap.isOfSamePrior(best) && gap.split() == Split.TEST)
                            .flatMap(gap -> gap.closed().stream())
                            .map(closed -> ", and " + percent(closed) + " on test rows")
                            .findFirst()
                            .orElse("")));
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
    return NumberText.PLUS_MINUS.percent(fraction.value(), fraction.reach());
  }
}
