package org.elbosurgery.framework.report.figure;

import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.runs.Reported;
import org.elbosurgery.framework.report.runs.Setting;

/**
 * The aggregate posterior of a setting beside its prior, from the run with the smallest seed: in
 * two dimensions the plane, in more the marginal of each dimension.
 */
public final class LatentFigure {

  private LatentFigure() {}

  /** What the figure shows of a model: its prior and the posteriors of its training rows. */
  record Latent(Setting setting, Reported model, Distribution prior, Posteriors posteriors) {

    /** Returns KL(q(z) || p(z)) of the training rows, in nats. */
    double marginalKl() {
      return model.surgery(Split.TRAIN).orElseThrow().terms().marginalKl().mean();
    }
  }

  /**
   * Draws the figure of a setting.
   *
   * @param name the end of the figure's name
   * @throws ElboException USER if the run has no prior or no posteriors as numbers, or if they
   *     differ in their dimensions
   */
  public static Figure of(String name, Setting setting) {
    Latent latent = latent(setting);
    return latent.posteriors().dimensions() == 2
        ? PlaneFigure.of(name, latent)
        : MarginalsFigure.of(name, latent);
  }

  private static Latent latent(Setting setting) {
    Reported model = setting.first();
    Distribution prior =
        model.prior().orElseThrow(() -> ElboException.user("its prior is not kept as numbers"));
    Posteriors posteriors =
        model.posteriors().orElseThrow(() -> ElboException.user("its codes are not kept"));
    if (posteriors.dimensions() != prior.dimensions()) {
      throw ElboException.user(
          "its codes have "
              + posteriors.dimensions()
              + " dimensions, its prior "
              + prior.dimensions());
    }
    return new Latent(setting, model, prior, posteriors);
  }
}
