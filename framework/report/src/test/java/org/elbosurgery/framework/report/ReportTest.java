package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.report.page.Opening;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report")
final class ReportTest {

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder);
  }

  @Test
  @DisplayName("of one seed has estimates with standard errors, the standard Gaussian first")
  void ofOneSeed() {
    made.run("b", "vamp", 1, 0.5, 1, 1, 0, 2);
    made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);

    // ELBO = -12 - (1 + 2) and -12 - (1 + 1); their errors are hypot(1/8, 1/8).
    // Gap closed: GapClosedTest. ELBO paired: the values differ by (0, 2, 2, 0), mean 1, sd
    // 2 / sqrt(3), error 1 / sqrt(3).
    assertThat(made.lines(TableFormat.CSV))
        .containsExactly(
            "prior,d,split,n,error,reconstruction,reconstruction_error,mutual_information,"
                + "mutual_information_error,marginal_kl,marginal_kl_error,gap_closed,"
                + "gap_closed_error,error_of_gap_closed,average_kl,average_kl_error,elbo,elbo_error,"
                + "log_normaliser,log_normaliser_error",
            "gaussian,2,train,4,SE,-12.0,0.125,1.0,0.125,2.0,0.125,,,,3.0,0.125,-15.0,"
                + Math.hypot(0.125, 0.125)
                + ",,",
            "vamp,2,train,4,SE,-12.0,0.125,1.0,0.125,1.0,0.125,0.5,"
                + Math.sqrt(0.625 / 12)
                + ",SE,2.0,0.125,-14.0,"
                + Math.hypot(0.125, 0.125)
                + ",,");
    assertThat(made.lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("vamp") && line.endsWith("+1.00 +- 0.58"));
  }

  @Test
  @DisplayName("of several seeds has means and standard deviations over them, and says so")
  void ofSeveralSeeds() {
    made.run("a1", "gaussian", 1, 0, 2, 2, 2, 2);
    made.run("a2", "gaussian", 2, 0, 4, 4, 4, 4);
    made.run("b1", "vamp", 1, 0.5, 1, 1, 1, 1);
    made.run("b2", "vamp", 2, 0.5, 1, 1, 1, 1);

    // mKL 2 and 4: mean 3, sd sqrt(2). Gaps closed 1/2 and 3/4: mean 0.625, sd 0.1768.
    // ELBO differences 1 and 3: mean 2, sd 1.4142; t = 2 / (1.4142 / sqrt(2)) = 2 with 1 df:
    // p = 1 - 2 atan(2) / pi = 0.295, and over the table of 5 not significant.
    assertThat(made.lines(TableFormat.TEXT))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.contains("3.0 +- 1.4"))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.contains("62 +- 18 %"))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.endsWith("+2.0 +- 1.4"))
        .anyMatch(line -> line.contains("t, 1 df       2.00  0.295"))
        .anyMatch(line -> line.startsWith("No difference is significant at the level of 5 %"));
  }

  @Test
  @DisplayName("says of the gap closed by itself what its error is, where fewer seeds have one")
  void saysWhatTheErrorIs() {
    made.run("a1", "gaussian", 1, 0, 2, 2, 2, 2);
    made.run("b1", "vamp", 1, 0.5, 1, 1, 0, 2);
    made.run("b2", "vamp", 2, 0.5, 1, 1, 1, 1);

    // One pair: 1 - 1/2; (a_n - b_n / 2) / 2 = (0, 0, -1/2, 1/2), sd sqrt(1/6), error sqrt(1/24).
    assertThat(made.lines(TableFormat.CSV))
        .anyMatch(line -> line.startsWith("prior,") && line.contains(",error_of_gap_closed,"))
        .anyMatch(
            line ->
                line.startsWith("vamp,2,train,4,SD of 2 seeds,")
                    && line.contains(",0.5," + Math.sqrt(1.0 / 24) + ",SE,"));
  }

  /** As of a check, whose log normaliser may be undetermined. */
  private void checked(String name, String prior, int seed, Optional<Estimate> logNormalizer) {
    MadeUpRuns.writeChecked(
        folder.resolve(name),
        MadeUpRuns.options(prior, 2, seed),
        new DensityCheck(logNormalizer, Optional.empty()),
        2,
        2,
        2,
        2);
  }

  private static Optional<Estimate> estimate(double mean, double error) {
    return Optional.of(new Estimate(mean, error, 8));
  }

  @Test
  @DisplayName("has the log normalisers of priors in the last column, where they are determined")
  void hasLogNormalizers() {
    made.run("a", "gaussian", 1, 0, 2, 2, 2, 2);
    assertThat(String.join("\n", made.lines(TableFormat.TEXT))).doesNotContain("log normaliser");

    checked("b", "vamp", 1, estimate(0.25, 0.125));
    checked("c", "mixture", 1, Optional.empty());
    assertThat(made.csv("terms"))
        .satisfiesExactlyInAnyOrder(
            heading -> assertThat(heading).endsWith(",log_normaliser,log_normaliser_error"),
            line -> assertThat(line).startsWith("gaussian,").endsWith(",,"),
            line -> assertThat(line).startsWith("vamp,").endsWith(",0.25,0.125"),
            line -> assertThat(line).startsWith("mixture,").endsWith(",,"));
    assertThat(made.lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("Log normaliser: of the prior's density"));

    // 0.25 and 0.75: mean 0.5, standard deviation sqrt(1/8).
    checked("d", "vamp", 2, estimate(0.75, 0.125));
    assertThat(made.csv("terms"))
        .anyMatch(
            line ->
                line.startsWith("vamp,2,train,4,SD of 2 seeds,")
                    && line.endsWith(",0.5," + Math.sqrt(0.125)));
  }

  @Test
  @DisplayName("tells priors of one name apart by the options in which they differ")
  void tellsPriorsApart() {
    made.run("a", "mixture:components=5,init=data", 1, 0.5, 1, 1, 1, 1);
    made.run("b", "mixture:components=9,init=data", 1, 0.5, 1, 1, 1, 1);

    assertThat(made.lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("mixture:components=5 "))
        .anyMatch(line -> line.startsWith("mixture:components=9 "))
        .anyMatch(line -> line.startsWith("No run has the standard Gaussian prior"));
  }

  @Test
  @DisplayName(
      "has a column for each other option in which runs differ, and compares like with like")
  void hasColumnsOfOtherOptions() {
    made.run("a", "gaussian", 1, 0, 2, 2, 2, 2);
    var options = MadeUpRuns.options("vamp", 2, 1);
    options.put("batch", "64");
    MadeUpRuns.write(folder.resolve("b"), options, 0.5, 1, 1, 1, 1);

    assertThat(made.lines(TableFormat.CSV))
        .anyMatch(line -> line.startsWith("prior,d,batch,split"));
    assertThat(made.lines(TableFormat.CSV)).anyMatch(line -> line.startsWith("vamp,2,64,train,4"));
    assertThat(made.report().tables()).as("nothing to compare").hasSize(1);
  }

  @Test
  @DisplayName("sums up the best prior first, then the others by how much they close")
  void sumsUp() {
    made.run("a", "gaussian", 1, 0, 4, 4, 4, 4);
    made.run("b", "mixture", 1, 0.5, 3, 3, 3, 3);
    made.run("c", "shifted", 1, 0.5, 1, 1, 1, 1);
    made.run("d", "vamp", 1, 0.5, 2, 2, 2, 2);
    MadeUpRuns.write(folder.resolve("e"), MadeUpRuns.options("gaussian", 3, 1), 0, 2, 2, 2, 2);
    MadeUpRuns.write(folder.resolve("f"), MadeUpRuns.options("vamp", 3, 1), 0.5, 3, 3, 3, 3);

    assertThat(Summary.of(made.report()).answers())
        .containsExactly(
            "On train rows the most that a prior closes of the standard Gaussian's gap is 75 ± 0 % at"
                + " d = 2 (shifted) and nothing that can be seen, -50 ± 0 %, at d = 3 (vamp).",
            "At d = 2 the marginal KL on train rows is 1.000 nats with shifted and 4.000 with the"
                + " standard Gaussian; its ELBO differs by +3.0000 ± 0 nats. Other priors close"
                + " 50 ± 0 % (vamp, ELBO +2.0000 ± 0 nats), 25 ± 0 % (mixture, ELBO +1.0000 ± 0"
                + " nats).",
            "At d = 3 the marginal KL on train rows is 3.000 nats with vamp and 2.000 with the"
                + " standard Gaussian; its ELBO differs by -1.0000 ± 0 nats.");
  }

  @Test
  @DisplayName("names the prior whose ELBO gains most, where another closes more")
  void namesAheadByElbo() {
    made.run("a", "gaussian", 1, 0, 4, 4, 4, 4);
    made.run("b", "vamp", 1, 0.5, 2, 2, 2, 2);
    MadeUpRuns.writeReconstructed(
        folder.resolve("c"),
        MadeUpRuns.options("mixture", 2, 1),
        new double[] {-5, -7, -9, -7},
        3,
        3,
        3,
        3);

    assertThat(Summary.of(made.report()).answers())
        .contains(
            "At d = 2 the marginal KL on train rows is 2.000 nats with vamp and 4.000 with the"
                + " standard Gaussian; its ELBO differs by +2.0000 ± 0 nats. Other priors close"
                + " 25 ± 0 % (mixture, ELBO +6.0000 ± 0 nats). The ELBO gains most with mixture,"
                + " which closes less.");
  }

  @Test
  @DisplayName("says first which numbers are not to be believed, and nothing of what they close")
  void saysFirstWhatIsMeaningless() {
    made.run("a", "gaussian", 1, 0, 4, 4, 4, 4);
    made.run("b", "vamp", 1, 0.5, 2, 2, 2, 2);
    made.run("c", "mixture", 1, 0.5, -3, -3, -3, -3);

    Opening opening = Summary.of(made.report());
    assertThat(opening.findings())
        .containsExactly(
            "Not to be believed: the numbers of mixture at d = 2 have warnings, and nothing is said of"
                + " their gap.");
    assertThat(opening.answers())
        .startsWith("On train rows the vamp prior closes 50 ± 0 % of the standard Gaussian's gap.")
        .noneMatch(sentence -> sentence.contains("mixture"));
    assertThat(made.csv("terms"))
        .as("marginal KL, its error, gap closed, its error, and what that is")
        .anyMatch(row -> row.startsWith("vamp,2,") && row.contains(",2.0,0.125,0.5,0.0,SE,"))
        .anyMatch(row -> row.startsWith("mixture,2,") && row.contains(",-3.0,0.125,,,,"));
    assertThat(made.lines(TableFormat.TEXT))
        .anyMatch(row -> row.startsWith("mixture ") && row.contains("  warned  "))
        .anyMatch(row -> row.startsWith("Warned: the numbers of this model"))
        .noneMatch(row -> row.startsWith("Collapsed: "));
  }

  @Test
  @DisplayName("says of a single run what its verdict is")
  void saysTheVerdict() {
    made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);

    assertThat(Summary.of(made.report()).answers())
        .first()
        .asString()
        .startsWith("The gap is 2.00 ± 0.12 nats, the marginal KL, 66.67 % of the average KL");
  }
}
