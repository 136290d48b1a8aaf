package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Figure;

/** The aggregate posterior of each setting beside its prior, the run of the least seed for each. */
final class LatentFigures {

  private LatentFigures() {}

  /** A run with what is drawn of it. */
  record Latent(Setting setting, ReportedRun run, Distribution prior, Posteriors posteriors) {}

  /** Returns blocks with a figure for each setting, and sentences on what could not be drawn. */
  static List<Block> of(Settings settings, ReportSteps steps) {
    List<Block> blocks = new ArrayList<>();
    LeftOut left = new LeftOut();
    for (String panel : settings.panels()) {
      int number = 0;
      for (Setting setting : settings.panel(panel)) {
        steps.begin("codes of " + setting.label());
        number++;
        String name = settings.panels().indexOf(panel) + 1 + "-" + number;
        left.attempt(setting.label() + " is not drawn", () -> figure(name, setting))
            .ifPresent(figure -> blocks.add(new Block.Drawn(figure)));
      }
    }
    blocks.addAll(left.blocks());
    return blocks;
  }

  private static Figure figure(String name, Setting setting) {
    Latent latent = latent(setting);
    return latent.posteriors().dimensions() == 2
        ? PlaneFigure.of(name, latent)
        : MarginalsFigure.of(name, latent);
  }

  private static Latent latent(Setting setting) {
    ReportedRun run = setting.first();
    Distribution prior =
        run.prior().orElseThrow(() -> ElboException.user("its prior is not kept as numbers"));
    Posteriors posteriors =
        run.run()
            .posteriors(Split.TRAIN)
            .orElseThrow(() -> ElboException.user("its codes are not kept"));
    if (posteriors.dimensions() != prior.dimensions()) {
      throw ElboException.user(
          "its codes have "
              + posteriors.dimensions()
              + " dimensions, its prior "
              + prior.dimensions());
    }
    return new Latent(setting, run, prior, posteriors);
  }
}
