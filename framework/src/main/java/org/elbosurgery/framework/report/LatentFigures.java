package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Codes;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.plot.Figure;

/** The aggregate posterior of each setting beside its prior, the run of the least seed for each. */
final class LatentFigures {

  private LatentFigures() {}

  /** A run with what is drawn of it. */
  record Latent(Setting setting, ReportedRun run, Codes codes) {}

  /** Returns blocks with a figure for each panel, and sentences on what could not be drawn. */
  static List<Block> of(Settings settings) {
    List<Block> blocks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String panel : settings.panels()) {
      List<Latent> latents = new ArrayList<>();
      for (Setting setting : settings.panel(panel)) {
        latent(setting, problems).ifPresent(latents::add);
      }
      figures(panel, settings.panels().indexOf(panel) + 1, latents)
          .forEach(figure -> blocks.add(new Block.Drawn(figure)));
    }
    problems.forEach(problem -> blocks.add(new Block.Words(problem)));
    return blocks;
  }

  private static Optional<Latent> latent(Setting setting, List<String> problems) {
    ReportedRun run = setting.first();
    if (run.prior().isEmpty()) {
      problems.add(
          setting.label() + ": the prior is not kept as numbers, so it cannot be drawn here.");
      return Optional.empty();
    }
    Optional<Codes> codes =
        UserProblems.collect(problems, () -> run.run().codes(Split.TRAIN)).flatMap(read -> read);
    if (codes.isEmpty()) {
      problems.add(setting.label() + ": there are no codes to draw.");
    }
    return codes.map(found -> new Latent(setting, run, found));
  }

  private static List<Figure> figures(String panel, int number, List<Latent> latents) {
    if (latents.isEmpty()) {
      return List.of();
    }
    return latents.get(0).codes().dimensions() == 2
        ? PlaneFigure.of(panel, number, latents)
        : MarginalsFigure.of(panel, number, latents);
  }
}
