package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.gap.Finding;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.gap.Verdict;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.report.page.Opening;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.Findings;
import org.elbosurgery.framework.report.runs.FrozenGap;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.surgery.Surgery;

/** What a report says before its figures: the verdict on a single run, or on each latent size. */
final class Summary {

  private static final String SINGLE = "± is one standard error, from the sampling of z.";

  private static final String SEVERAL =
      "± is one standard error, of shares and differences paired by data point and from the choice of"
          + " the data too; of several seeds, the standard deviation over them.";

  private final Settings settings;
  private final Comparisons comparisons;
  private final Findings findings;

  /** The rows whose numbers are said: the test rows, if there are shares of their gap. */
  private final Split split;

  private Summary(Settings settings) {
    this.settings = settings;
    this.comparisons = new Comparisons(settings);
    this.findings = new Findings(settings);
    this.split = comparisons.shownSplit();
  }

  static Opening of(Report report) {
    Settings settings = report.settings();
    Summary summary = new Summary(settings);
    List<String> verdict = summary.ofRun();
    return verdict.isEmpty()
        ? new Opening(summary.found(), summary.answers(), summary.notesOfSeveral(report))
        : new Opening(List.of(), verdict, notes(report, SINGLE));
  }

  /** Returns the verdict on the only model, if it is a run's; otherwise none. */
  private List<String> ofRun() {
    if (settings.models().size() != 1 || settings.runs().isEmpty()) {
      return List.of();
    }
    return new Verdict(NumberText.PLUS_MINUS)
        .of(settings.runs().get(0).result()).stream()
            .map(sentence -> StringUtils.capitalize(sentence) + ".")
            .toList();
  }

  private List<String> notesOfSeveral(Report report) {
    List<String> notes = notes(report, SEVERAL);
    epochs().ifPresent(notes::add);
    return notes;
  }

  /** Returns a sentence on the epochs of models whose gaps are compared, if they differ. */
  private Optional<String> epochs() {
    IntSummaryStatistics epochs =
        settings.panels().stream()
            .filter(panel -> best(panel).isPresent())
            .flatMap(panel -> settings.panel(panel).stream())
            .flatMap(setting -> setting.runs().stream())
            .mapToInt(run -> run.result().provenance().modelEpoch())
            .summaryStatistics();
    return epochs.getMin() < epochs.getMax()
        ? Optional.of(
            "The models compared are of %d to %d epochs. The marginal KL changes while a model is trained, so that a part of a gap closed may be when each training ended."
                .formatted(epochs.getMin(), epochs.getMax()))
        : Optional.empty();
  }

  private static List<String> notes(Report report, String errors) {
    List<String> notes = new ArrayList<>(List.of(errors));
    int left = report.problems().size();
    if (left > 0) {
      notes.add(
          (left == 1 ? "1 run or file is" : left + " runs or files are")
              + " left out; Provenance says why.");
    }
    return notes;
  }

  /** Returns a sentence for each finding, which names the settings that have it. */
  private List<String> found() {
    Map<Finding, List<Setting>> found =
        settings.all().stream()
            .filter(setting -> findings.of(setting).isPresent())
            .collect(Collectors.groupingBy(each -> findings.of(each).orElseThrow()));
    return found.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .toList();
  }

  private String sentence(Finding finding, List<Setting> having) {
    return switch (finding) {
      case WARNED ->
          "Not to be believed: the numbers of %s have warnings, and nothing is said of their gap."
              .formatted(names(having));
      case COLLAPSED ->
          "Collapsed: the codes of %s say next to nothing about the data (mutual information %s nats), and no prior changes that; try --warmup, --free-bits or a smaller --beta."
              .formatted(names(having), range(having, Summary::information));
      case NO_GAP ->
          "No gap: the marginal KL of %s, %s nats, is below 0.001 nats or three of its standard errors, too small to be worth another prior."
              .formatted(names(having), range(having, Summary::marginalKl));
      case SATURATED ->
          "Saturated: the mutual information of %s is %s %% of log N, so each code says little more than which data point it is of, and the marginal KL depends on N; compare it at the same N only."
              .formatted(names(having), range(having, Summary::saturation));
    };
  }

  private static double information(Surgery surgery) {
    return surgery.terms().mutualInformation().mean();
  }

  private static double marginalKl(Surgery surgery) {
    return surgery.terms().marginalKl().mean();
  }

  private static double saturation(Surgery surgery) {
    return 100 * information(surgery) / Math.log(surgery.size());
  }

  /** Names settings by their panels, and by their priors where not all of a panel are meant. */
  private String names(List<Setting> having) {
    if (having.size() == settings.all().size()) {
      return "every model";
    }
    Map<String, List<Setting>> panels = new LinkedHashMap<>();
    having.forEach(
        each -> panels.computeIfAbsent(each.panel(), any -> new ArrayList<>()).add(each));
    return listed(
        panels.entrySet().stream().map(entry -> name(entry.getKey(), entry.getValue())).toList());
  }

  private String name(String panel, List<Setting> having) {
    return having.size() == settings.panel(panel).size() && having.size() > 1
        ? "all models at " + panel
        : listed(having.stream().map(Setting::prior).toList()) + " at " + panel;
  }

  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String range(List<Setting> having, ToDoubleFunction<Surgery> number) {
    double[] values =
        having.stream()
            .flatMap(setting -> setting.surgeries(Split.TRAIN).stream())
            .mapToDouble(number)
            .sorted()
            .toArray();
    String low = rounded(values[0]);
    String high = rounded(values[values.length - 1]);
    return low.equals(high) ? low : low + " to " + high;
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
  }

  private List<String> answers() {
    List<String> answers = new ArrayList<>();
    Map<String, Setting> best = new LinkedHashMap<>();
    settings.panels().forEach(panel -> best(panel).ifPresent(each -> best.put(panel, each)));
    if (!best.isEmpty()) {
      answers.add(headline(best));
    }
    for (String panel : settings.panels()) {
      answers.add(best.containsKey(panel) ? comparison(panel, best.get(panel)) : remaining(panel));
    }
    List<FrozenGap> gaps = FrozenGap.of(settings);
    settings.all().stream()
        .filter(setting -> setting.codes().isPresent())
        .flatMap(setting -> fitted(setting, gaps).stream())
        .forEach(answers::add);
    return answers;
  }

  /** Returns the setting of a panel that closes most of the gap. */
  private Optional<Setting> best(String panel) {
    return comparable(panel)
        .max(Comparator.comparingDouble(setting -> share(setting).orElseThrow().value()));
  }

  /** Returns the setting of a panel whose ELBO is most above the standard Gaussian's, if any is. */
  private Optional<Setting> aheadByElbo(String panel) {
    return comparable(panel)
        .filter(setting -> gained(setting).isPresent())
        .max(Comparator.comparingDouble(setting -> gained(setting).orElseThrow().value()))
        .filter(setting -> gained(setting).orElseThrow().value() > 0);
  }

  /** Returns the settings of a panel of which it may be said how much of the gap they close. */
  private Stream<Setting> comparable(String panel) {
    return settings.panel(panel).stream()
        .filter(setting -> findings.forbidding(setting).isEmpty() && share(setting).isPresent());
  }

  private Optional<Spread> share(Setting setting) {
    return Spread.of(comparisons.gapsClosed(setting, split));
  }

  private String headline(Map<String, Setting> best) {
    if (best.size() == 1) {
      Setting setting = best.values().iterator().next();
      Spread share = share(setting).orElseThrow();
      return isVisible(share)
          ? "On %s rows the %s prior closes %s of the standard Gaussian's gap."
              .formatted(split.label(), setting.prior(), share.percent())
          : "On %s rows no prior closes anything of the standard Gaussian's gap that can be seen; nearest comes %s, with %s."
              .formatted(split.label(), setting.prior(), share.percent());
    }
    List<String> shares = new ArrayList<>();
    best.forEach(
        (panel, setting) ->
            shares.add(
                "%s at %s (%s)"
                    .formatted(most(share(setting).orElseThrow()), panel, setting.prior())));
    return "On %s rows the most that a prior closes of the standard Gaussian's gap is %s."
        .formatted(split.label(), listed(shares));
  }

  private static String most(Spread share) {
    return isVisible(share)
        ? share.percent()
        : "nothing that can be seen, " + share.percent() + ",";
  }

  private static boolean isVisible(Spread share) {
    return share.value() > Verdict.VISIBLE * share.reach();
  }

  private String comparison(String panel, Setting best) {
    String left = nats(best);
    String difference =
        elboGained(best).map(nats -> "; its ELBO differs by " + nats + " nats").orElse("");
    String others = others(panel, best);
    return "At %s the marginal KL on %s rows is %s nats with %s and %s with the standard Gaussian%s."
            .formatted(
                panel,
                split.label(),
                left,
                best.prior(),
                nats(settings.baseline(best).orElseThrow()),
                difference)
        + (others.isEmpty() ? "" : " Other priors close " + others + ".")
        + aheadByElbo(panel)
            .filter(ahead -> !ahead.equals(best))
            .map(ahead -> " The ELBO gains most with " + ahead.prior() + ", which closes less.")
            .orElse("")
        + (isOfNewData(best)
            ? " With these encoders and decoders the %s nats left are the most that a still better prior could win on new data."
                .formatted(left)
            : "");
  }

  /** Returns whether the rows are test rows of which none is a training row. */
  private boolean isOfNewData(Setting setting) {
    return split == Split.TEST
        && setting.runs().stream().allMatch(run -> run.result().repeatedTestRows().isEmpty());
  }

  private String others(String panel, Setting best) {
    return comparable(panel)
        .filter(setting -> !setting.equals(best))
        .sorted(Comparator.comparingDouble(setting -> -share(setting).orElseThrow().value()))
        .map(this::other)
        .collect(Collectors.joining(", "));
  }

  /** A prior that closes less may have the higher ELBO. */
  private String other(Setting setting) {
    return share(setting).orElseThrow().percent()
        + " (%s%s)"
            .formatted(
                setting.prior(),
                elboGained(setting).map(nats -> ", ELBO " + nats + " nats").orElse(""));
  }

  private Optional<String> elboGained(Setting setting) {
    return gained(setting)
        .map(spread -> NumberText.PLUS_MINUS.signed(spread.value(), spread.reach()));
  }

  private Optional<Spread> gained(Setting setting) {
    return Spread.of(comparisons.differences(setting, split, Term.ELBO));
  }

  private String remaining(String panel) {
    return settings.panel(panel).stream()
        .map(setting -> nats(setting) + " nats " + whose(setting))
        .collect(
            Collectors.joining(
                ", ", "At " + panel + " the marginal KL on " + split.label() + " rows is ", "."));
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
                        best.closed().orElseThrow().percent(),
                        setting.prior(),
                        gaps.stream()
                            .filter(gap -> gap.isOfSamePrior(best) && gap.split() == Split.TEST)
                            .flatMap(gap -> gap.closed().stream())
                            .map(closed -> ", and " + closed.percent() + " on test rows")
                            .findFirst()
                            .orElse("")));
  }

  private String nats(Setting setting) {
    return String.format(
        Locale.ROOT,
        "%.3f",
        Spread.of(Comparisons.estimates(setting.surgeries(split), Term.MARGINAL_KL))
            .orElseThrow()
            .value());
  }
}
