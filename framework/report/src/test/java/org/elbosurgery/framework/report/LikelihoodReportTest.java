package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.elbosurgery.framework.annealing.KeptAnnealings;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.figure.LikelihoodFigure;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Of likelihoods, a report")
final class LikelihoodReportTest {

  @TempDir private Path folder;
  private MadeUpReport made;
  private Path gaussian;
  private Path vamp;

  @BeforeEach
  void makeRuns() {
    made = new MadeUpReport(folder);
    gaussian = made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    vamp = made.run("b", "vamp", 1, 0.5, 1, 1, 0, 2);
  }

  @Test
  @DisplayName("has the differences from the standard Gaussian, paired by row, of both methods")
  void differences() {
    KeptLikelihoods.write(gaussian, 0.25, -14, -16);
    KeptLikelihoods.write(vamp, 0.25, -13, -14);
    KeptAnnealings.write(gaussian, -13, -15);
    KeptAnnealings.write(vamp, -13, -13);

    // Differences 1 and 2: mean 1.5, sd sqrt(1/2), error sqrt(1/2) / sqrt(2); 0 and 2: 1 and 1.
    assertThat(made.csv("likelihood-differences"))
        .containsExactly(
            "prior,d,rows,n,by,error,difference,difference_error",
            "vamp,2,test,2,\"importance, 500\",SE,1.5," + Math.sqrt(0.5) / Math.sqrt(2),
            "vamp,2,test,2,\"annealing, 100x2 from the posterior\",SE,1.0,1.0");
  }

  @Test
  @DisplayName("has what annealing gave beside the bound, and one mark for each in the figure")
  void annealing() {
    KeptLikelihoods.write(gaussian, 0.25, -14, -16);
    KeptAnnealings.write(gaussian, -13, -15);

    assertThat(made.csv("annealing").get(1))
        .startsWith("gaussian,2,test,2,posterior,100,2,SE,-14.0,");
    Figure figure = LikelihoodFigure.of(made.report().settings()).orElseThrow();
    assertThat(figure.file()).contains(">−15.00 / −14.00<");
    assertThat(figure.numbers())
        .contains("importance-weighted bound: -15.00 ± 0.35 (SE).", "bound by annealing: -14.0");
  }

  @Test
  @DisplayName("warns once of all whose weights are doubtful, with the ranges of their numbers")
  void warns() {
    KeptLikelihoods.writeDoubtful(gaussian, 3, 0.75, -14, -16);
    KeptLikelihoods.writeDoubtful(vamp, 5, 0.5, -13, -14);

    assertThat(made.report().warnings())
        .satisfiesExactly(
            few ->
                assertThat(few)
                    .startsWith(
                        "likelihood of gaussian, d = 2; vamp, d = 2: at 2 of 2 rows fewer"
                            + " than 10 samples count (all rows: 3.0 to 5.0 on average)"),
            heavy ->
                assertThat(heavy)
                    .startsWith("likelihood of gaussian, d = 2: at 2 of 2 rows the Pareto k"));
    assertThat(made.lines(TableFormat.TEXT)).anyMatch(line -> line.contains("rows with k > 0.7"));
  }
}
