package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.elbosurgery.framework.estimators.KeptComparisons;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.figure.EstimatorFigure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Of other estimators, a report")
final class EstimatorsReportTest {

  @TempDir private Path folder;
  private MadeUpReport made;
  private Path gaussian;

  @BeforeEach
  void makeRuns() {
    made = new MadeUpReport(folder);
    gaussian = made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
  }

  @Test
  @DisplayName("has what each says beside the exact terms, and the difference with both errors")
  void ofOneRun() {
    KeptComparisons.write(gaussian, 1, 2, "knn", 3.5);

    // Errors of 1/8 each: sqrt(2)/8 of the difference.
    String both = String.valueOf(Math.sqrt(2 * 0.125 * 0.125));
    assertThat(made.csv("estimators"))
        .containsExactly(
            "prior,d,split,n,estimator,it_is,error,mutual_information,mutual_information_error,"
                + "mutual_information_minus_exact,mutual_information_minus_exact_error,"
                + "marginal_kl,marginal_kl_error,marginal_kl_minus_exact,marginal_kl_minus_exact_error",
            "gaussian,2,train,4,exact,a value,SE,6.0,0.125,,,2.0,0.125,,",
            "gaussian,2,train,4,knn,a lower bound,SE,4.5,0.125,-1.5,"
                + both
                + ",3.5,0.125,1.5,"
                + both);
  }

  @Test
  @DisplayName("has the mean and deviation of each seed's difference, not of the values alone")
  void ofSeveralSeeds() {
    KeptComparisons.write(gaussian, 1, 2, "knn", 3.5);
    KeptComparisons.write(made.run("b", "gaussian", 2, 0, 1, 3, 2, 2), 1, 4, "knn", 4.5);

    // Of 1.5 and 0.5: mean 1, sd sqrt(1/2).
    assertThat(made.csv("estimators"))
        .anyMatch(
            line ->
                line.startsWith("gaussian,2,train,4,knn,a lower bound,SD of 2 seeds,")
                    && line.endsWith(",1.0," + Math.sqrt(0.5)));
  }

  @Test
  @DisplayName("draws misses on both sides with the range over priors, and says each in words")
  void figure() {
    KeptComparisons.write(gaussian, 1, 2, "knn", 3.5);
    KeptComparisons.write(made.run("b", "vamp", 1, 0, 1, 3, 2, 2), 1, 4, "knn", 3.75);

    Figure figure = EstimatorFigure.of(made.report().settings(), Split.TRAIN).orElseThrow();
    assertThat(figure.file())
        .contains(">2.000 to 4.000<", ">−0.250 to +1.500<", "too large", "too small");
    assertThat(figure.numbers())
        .contains("gaussian, d = 2, knn: +1.500.", "vamp, d = 2, knn: -0.250.");
    assertThat(EstimatorFigure.of(made.report().settings(), Split.TEST)).isEmpty();
  }
}
