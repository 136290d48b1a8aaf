package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.Finding;
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
        + table(joint, List.of("ELBO", "ceiling ELBO + marginal KL"), JointGapText::bounds, width)
        + "\n"
        + gapClosed(joint, width);
  }

  /** Returns the table of the gap closed by each prior. */
  static String gapClosed(JointGap joint, int width) {
    return "+- here is what another data set of this size would change:\n"
        + table(
            joint,
            List.of("gap closed"),
            (result, split) -> List.of(closed(joint, result, split)),
            width);
  }

  private static String table(
      JointGap joint,
      List<String> heading,
      BiFunction<Result, Split, List<String>> cells,
      int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      if (joint.comparison().baseline().surgery(split).isPresent()) {
        rows.add(NumberTable.Row.titles(split.label(), heading));
        for (Result result : joint.comparison().results()) {
          rows.add(
              new NumberTable.Row(
                  "  " + joint.comparison().label(result), cells.apply(result, split)));
        }
      }
    }
    return NumberTable.folding(rows, 0, width);
  }

  private static List<String> bounds(Result result, Split split) {
    Surgery surgery = result.surgery(split).orElseThrow();
    return Stream.of(surgery.elbo(), JointGap.ceiling(surgery))
        .map(bound -> bound.map(EstimateText::of).orElse(NONE))
        .toList();
  }

  /** Returns the share of the gap that a result closes, or a word on why nothing is said of it. */
  private static String closed(JointGap joint, Result result, Split split) {
    return joint
        .gapClosed(result, split)
        .map(
            closed ->
                joint.forbidding(result).map(Finding::word).orElse(EstimateText.percent(closed)))
        .orElse(NONE);
  }
}
