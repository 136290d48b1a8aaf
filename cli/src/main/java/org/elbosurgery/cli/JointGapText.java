package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.JointGap;
import org.elbosurgery.framework.surgery.Surgery;

/** Runs trained with different priors as text: the comparison, the ceilings, the gap closed. */
final class JointGapText {

  private static final String NONE = "-";

  private JointGapText() {}

  /**
   * Returns the tables.
   *
   * @param priors knows which options of a prior have their defaults
   * @param width the longest line of a table that is not folded
   */
  static String of(JointGap joint, Catalog<Prior> priors, int width) {
    return "each trained with its own prior: "
        + ComparisonText.of(joint.comparison(), priors, width)
        + "\n+- here is what other samples of z would change, for the same data:\n"
        + table(
            joint,
            List.of("ELBO", "ceiling ELBO + marginal KL"),
            JointGapText::bounds,
            EstimateText::of,
            width)
        + "\n"
        + gapClosed(joint, width);
  }

  /** Returns the table of the gap closed by each prior. */
  static String gapClosed(JointGap joint, int width) {
    return "+- here is what another data set of this size would change:\n"
        + table(
            joint,
            List.of("gap closed"),
            (result, split) -> closed(joint, result, split),
            EstimateText::percent,
            width);
  }

  private static String table(
      JointGap joint,
      List<String> heading,
      BiFunction<Result, Split, List<Optional<Estimate>>> estimates,
      Function<Estimate, String> text,
      int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      if (joint.comparison().baseline().surgery(split).isPresent()) {
        rows.add(NumberTable.Row.titles(split.label(), heading));
        for (Result result : joint.comparison().results()) {
          rows.add(
              new NumberTable.Row(
                  "  " + joint.comparison().label(result),
                  estimates.apply(result, split).stream()
                      .map(estimate -> estimate.map(text).orElse(NONE))
                      .toList()));
        }
      }
    }
    return NumberTable.folding(rows, 0, width);
  }

  private static List<Optional<Estimate>> bounds(Result result, Split split) {
    Surgery surgery = result.surgery(split).orElseThrow();
    return List.of(surgery.elbo(), JointGap.ceiling(surgery));
  }

  private static List<Optional<Estimate>> closed(JointGap joint, Result result, Split split) {
    return List.of(joint.gapClosed(result, split));
  }
}
