package org.elbosurgery.framework.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.elbosurgery.framework.file.CheckedFolder;

/** Gap analyses in run folders, of given numbers: the members of {@code gap.json} that are read. */
final class KeptGaps {

  private static final String FITTED =
      """
        {"kind": "fitted", "prior": "mixture:components=5,init=<i>", "fit": {},
         "train": {"marginalKl": {"mean": %1$s, "standardError": 0.25},
                   "gapClosed": {"mean": %2$s, "standardError": 0.125},
                   "crossEntropy": {"mean": 3, "populationError": 0.25}}}\
      """;

  private static final String GAP =
      """
      {"priors": [
        {"kind": "standard",
         "train": {"marginalKl": {"mean": 2, "standardError": 0.5},
                   %1$s
                   "crossEntropy": {"mean": 4, "populationError": 0}}},
        %2$s,
        {"kind": "aggregate",
         "train": {"marginalKl": {"mean": 0, "standardError": 0},
                   "crossEntropy": {"mean": 2, "populationError": 0}}}],
       "moments": {"mean": %3$s, "variance": 0.5, "correlation": 0.125,
                   "negentropy": {"mean": 1.125, "standardError": 0.5}},
       "totalCorrelation": {"mean": 0.375, "standardError": 0.25},
       "activeUnits": 2}
      """;

  private KeptGaps() {}

  /**
   * Leaves what {@code elbo gap} does: the standard Gaussian, whose marginal KL is 2, and a mixture
   * that was fitted.
   *
   * @param fitted the marginal KL of the mixture
   * @param mean the part of the mean in the standard Gaussian's marginal KL
   */
  static void write(Path run, double fitted, double mean) {
    String nothing = "\"gapClosed\": {\"mean\": 0, \"standardError\": 0, \"exact\": true},";
    write(run, GAP.formatted(nothing, FITTED.formatted(fitted, 1 - fitted / 2), mean));
  }

  /** Leaves what {@code elbo gap} does where there is no gap: the same without any gap closed. */
  static void writeWithoutGap(Path run, double fitted, double mean) {
    String without = FITTED.formatted(fitted, 0).replaceAll("(?m)^.*gapClosed.*\\R", "");
    write(run, GAP.formatted("", without, mean));
  }

  /** Leaves what {@link #write} does, of a fit by other options than the defaults. */
  static void writeWithSteps(Path run, double fitted, int steps) {
    String nothing = "\"gapClosed\": {\"mean\": 0, \"standardError\": 0, \"exact\": true},";
    String gap = GAP.formatted(nothing, FITTED.formatted(fitted, 1 - fitted / 2), 0.25);
    String fit =
        "{\"provenance\": {\"fit\": {\"steps\": \"%d\", \"batch\": \"50\"}},".formatted(steps);
    write(run, fit + gap.strip().substring(1));
  }

  /** Leaves what {@link #write} does, by builds of the run's prior and of a fitted one. */
  static void writeWithBuild(Path run, String fitted, String own, String build) {
    String nothing = "\"gapClosed\": {\"mean\": 0, \"standardError\": 0, \"exact\": true},";
    String fit =
        FITTED
            .formatted(0.5, 0.75)
            .replace("\"mixture:components=5,init=<i>\"", "\"%s\", \"build\": \"%s\"")
            .formatted(fitted, build);
    String provenance = "{\"provenance\": {\"plugins\": {\"prior\": \"%s\"}},".formatted(own);
    write(run, provenance + GAP.formatted(nothing, fit, 0.25).strip().substring(1));
  }

  private static void write(Path run, String json) {
    CheckedFolder.of(run)
        .write("gap.json", out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
  }
}
