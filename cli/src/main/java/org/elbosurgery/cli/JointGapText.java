package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Surgery;
import org.elbosurgery.framework.gap.JointGap;

/** Runs trained with priors of their own as text: the comparison, the ceilings, the gap closed. */
final class JointGapText {

  private static final String NONE = "-";

  private JointGapText() {}

  /**
   * Returns the tables.
   *
   * @param priors says which options of a prior have their default
   */
  static String of(JointGap joint, Catalog<Prior> priors) {
    List<NumberTable.Row> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      if (joint.comparison().baseline().surgery(split).isPresent()) {
        add(rows, joint, split);
      }
    }
    return "each trained with its own prior: "
        + ComparisonText.of(joint.comparison(), priors)
        + "\n"
        + NumberTable.of(rows, 0, 0);
  }

  private static void add(List<NumberTable.Row> rows, JointGap joint, Split split) {
    rows.add(
        new NumberTable.Row(
            split.label(), List.of("ELBO", "ceiling ELBO + marginal KL", "gap closed")));
    for (Result result : joint.comparison().results()) {
      Surgery surgery = result.surgery(split).orElseThrow();
      rows.add(
          new NumberTable.Row(
              "  " + ComparisonText.label(joint.comparison(), result),
              List.of(
                  surgery.elbo().map(EstimateText::of).orElse(NONE),
                  JointGap.ceiling(surgery).map(EstimateText::of).orElse(NONE),
                  joint.gapClosed(result, split).map(EstimateText::of).orElse(NONE))));
    }
  }
}
