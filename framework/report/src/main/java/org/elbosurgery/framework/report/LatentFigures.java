package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.framework.report.figure.EpochsFigure;
import org.elbosurgery.framework.report.figure.LatentFigure;
import org.elbosurgery.framework.report.page.Block;
import org.elbosurgery.framework.report.page.Picture;
import org.elbosurgery.framework.report.runs.LeftOut;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;

/** The figures of the aggregate posterior and the prior of each setting, at the end and before. */
final class LatentFigures {

  private static final String READING =
      "Where q(z) and p(z) agree, the prior leaves no gap. In two dimensions both densities are"
          + " smoothed, unless a caption says otherwise, over a step of the grid, a sixtieth of the"
          + " width, on which they are drawn. In more dimensions the marginals say nothing of correlations: each may fit, and the whole"
          + " not.";

  private LatentFigures() {}

  /**
   * Returns the figures of each setting, then a paragraph for each that cannot be drawn.
   *
   * @param planes the decoded planes, each of which stands beside the codes of its setting
   */
  static List<Block> of(Settings settings, Map<Setting, Picture> planes, ReportSteps steps) {
    List<Block> blocks = new ArrayList<>();
    LeftOut left = new LeftOut();
    for (String panel : settings.panels()) {
      int number = 0;
      for (Setting setting : settings.panel(panel)) {
        if (setting.isResultsAlone()) {
          continue;
        }
        steps.begin("codes of " + setting.label());
        number++;
        String name = settings.panels().indexOf(panel) + 1 + "-" + number;
        List<Block> ofSetting = new ArrayList<>();
        left.attempt(setting.label() + " is not drawn", () -> LatentFigure.of(name, setting))
            .ifPresent(figure -> ofSetting.add(new Block.Drawn(figure)));
        Optional.ofNullable(planes.get(setting))
            .ifPresent(plane -> ofSetting.add(new Block.Shown(plane)));
        left.attempt(
                setting.label() + " is not drawn while it trained",
                () -> EpochsFigure.of(name, setting))
            .flatMap(Function.identity())
            .ifPresent(figure -> ofSetting.add(new Block.Drawn(figure)));
        // One figure alone stands among those of other settings, several in a row of their own.
        blocks.addAll(ofSetting.size() > 1 ? List.of(new Block.Abreast(ofSetting)) : ofSetting);
      }
    }
    if (!blocks.isEmpty()) {
      blocks.add(0, new Block.Words(READING));
    }
    blocks.addAll(Block.paragraphs(left.sentences()));
    return blocks;
  }
}
