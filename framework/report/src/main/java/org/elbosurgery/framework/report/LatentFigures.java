package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.report.figure.LatentFigure;
import org.elbosurgery.framework.report.page.Block;
import org.elbosurgery.framework.report.runs.LeftOut;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;

/** The figures of the aggregate posterior and the prior of each setting. */
final class LatentFigures {

  private static final String READING =
      "Where q(z) and p(z) agree, the prior leaves no gap. In two dimensions both densities are"
          + " smoothed over a step of the grid, a sixtieth of the width, on which they are drawn. In"
          + " more dimensions the marginals say nothing of correlations: each may fit, and the whole"
          + " not.";

  private LatentFigures() {}

  /** Returns a figure for each setting, then a paragraph for each that cannot be drawn. */
  static List<Block> of(Settings settings, ReportSteps steps) {
    List<Block> blocks = new ArrayList<>();
    LeftOut left = new LeftOut();
    for (String panel : settings.panels()) {
      int number = 0;
      for (Setting setting : settings.panel(panel)) {
        steps.begin("codes of " + setting.label());
        number++;
        String name = settings.panels().indexOf(panel) + 1 + "-" + number;
        left.attempt(setting.label() + " is not drawn", () -> LatentFigure.of(name, setting))
            .ifPresent(figure -> blocks.add(new Block.Drawn(figure)));
      }
    }
    if (!blocks.isEmpty()) {
      blocks.add(0, new Block.Words(READING));
    }
    blocks.addAll(Block.paragraphs(left.sentences()));
    return blocks;
  }
}
