package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.timing.PosteriorCase;
import org.elbosurgery.framework.timing.PosteriorTiming;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.StepTiming;

/** Timings as tables for people. */
final class BenchText {

  private static final StepCase USUAL = new StepCase();

  private BenchText() {}

  /** Returns the name of a case. */
  static String name(StepCase step) {
    return "step, %s%s%s, d = %d, batch %d"
        .formatted(
            step.prior(),
            another("encoder", step.encoder(), USUAL.encoder()),
            another("decoder", step.decoder(), USUAL.decoder()),
            step.latent(),
            step.batch());
  }

  private static String another(String kind, PluginSpec network, PluginSpec usual) {
    return network.equals(usual) ? "" : ", " + kind + " " + network;
  }

  /** Returns the name of a case. */
  static String name(Posteriors posteriors) {
    return name(new PosteriorCase(posteriors.dimensions(), posteriors.size()));
  }

  private static String name(PosteriorCase posterior) {
    return "posterior, d = %d, N = S = %d".formatted(posterior.latent(), posterior.size());
  }

  /** Returns the table of training steps. */
  static String ofSteps(List<StepTiming> timings) {
    return table(
        List.of("median, ms", "mean, ms", "threads"),
        timings,
        timing -> name(timing.step()),
        timing ->
            List.of(
                number("%.2f", timing.timing().medianMs()),
                number("%.2f", timing.timing().meanMs()),
                String.valueOf(timing.threads())));
  }

  /** Returns the table of aggregate posteriors. */
  static String ofPosteriors(List<PosteriorTiming> timings) {
    return table(
        List.of(
            "median, ms",
            "mean, ms",
            "threads",
            "pairs/s",
            "s for N = S = " + PosteriorCase.FULL_SIZE,
            "worst error, nats"),
        timings,
        timing -> name(timing.posterior()),
        timing ->
            List.of(
                number("%.1f", timing.timing().medianMs()),
                number("%.1f", timing.timing().meanMs()),
                String.valueOf(timing.threads()),
                number("%.2e", timing.pairsPerSecond()),
                number("%.2f", timing.fullSeconds()),
                number("%.1e", timing.maxError())));
  }

  private static <T> String table(
      List<String> heading,
      List<T> timings,
      Function<T, String> name,
      Function<T, List<String>> cells) {
    List<NumberTable.Row> rows = new ArrayList<>();
    rows.add(new NumberTable.Row("", heading));
    timings.forEach(
        timing -> rows.add(new NumberTable.Row(name.apply(timing), cells.apply(timing))));
    return NumberTable.of(rows, 0, 0);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
