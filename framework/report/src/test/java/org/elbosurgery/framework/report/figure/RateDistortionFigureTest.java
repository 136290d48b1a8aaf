package org.elbosurgery.framework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.runs.FoundRuns;
import org.elbosurgery.framework.report.runs.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The figure of distortion against rate")
final class RateDistortionFigureTest {

  @TempDir private Path folder;

  private void run(String prior, int latent, String beta, double marginalKl) {
    Map<String, String> options = MadeUpRuns.options(prior, latent, 1);
    options.put("beta", beta);
    double[] points = {marginalKl, marginalKl, marginalKl, marginalKl};
    MadeUpRuns.write(folder.resolve(prior + latent + beta), options, 0.5, points);
  }

  private Settings settings() {
    return Settings.of(FoundRuns.in(List.of(folder), TaskListener.NONE).models());
  }

  @Test
  @DisplayName("is left out where no runs differ in beta alone")
  void absent() {
    run("gaussian", 2, "1", 1);
    run("gaussian", 3, "2", 1);
    assertThat(RateDistortionFigure.of(settings())).isEmpty();
  }

  @Test
  @DisplayName("has one panel for all of beta, and a line for each prior that has several of them")
  void lines() {
    run("gaussian", 2, "10", 0.25);
    run("gaussian", 2, "0.5", 3);
    run("mixture", 2, "0.5", 2);
    Figure figure = RateDistortionFigure.of(settings()).orElseThrow();
    // The average KL is the marginal KL + 1, and the reconstruction -12 throughout.
    assertThat(figure.numbers())
        .containsSubsequence("beta 0.5, train rows: rate 4.00", "beta 10, train rows: rate 1.25")
        .contains("distortion 12.00")
        .doesNotContain("mixture");
    assertThat(figure.file())
        .contains(">d = 2<", "0.5</text>", "10</text>")
        .doesNotContain(">d = 2, beta 10<");
  }
}
