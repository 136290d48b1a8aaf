package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.export.ResultsExport;
import org.elbosurgery.framework.gap.KeptGaps;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.report.table.ProvenanceTable;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report on what other commands have kept")
final class KeptResultsTest {

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder);
  }

  @Test
  @DisplayName("has what other commands kept as means and standard deviations over the seeds")
  void combinesWhatWasKept() {
    KeptGaps.write(made.run("a1", "gaussian", 1, 0, 1, 3, 2, 2), 0.5, 0.25);
    KeptGaps.write(made.run("a2", "gaussian", 2, 0, 1, 3, 2, 2), 1.5, 0.75);
    KeptGaps.write(made.run("b1", "vamp", 1, 0.5, 1, 1, 0, 2), 0.5, 0.25);
    KeptLikelihoods.write(folder.resolve("a1"), 0.25, -14, -16);
    KeptLikelihoods.write(folder.resolve("a2"), 0.25, -10, -14);

    // Of 0.5 and 1.5: mean 1, sd sqrt(1/2). Gaps closed 3/4 and 1/4: mean 1/2, sd sqrt(1/8).
    String deviation = String.valueOf(Math.sqrt(0.5));
    assertThat(made.csv("frozen"))
        .containsExactly(
            "encoder_trained_with,d,prior,from,split,error,marginal_kl,marginal_kl_error,"
                + "gap_closed,gap_closed_error,error_of_gap_closed",
            "gaussian,2,standard Gaussian,as it is,train,SD of 2 seeds,2.0,0.0,0.0,,SD of 2 seeds",
            "gaussian,2,mixture,fitted,train,SD of 2 seeds,1.0,"
                + deviation
                + ",0.5,"
                + Math.sqrt(0.125)
                + ",SD of 2 seeds",
            "vamp,2,standard Gaussian,as it is,train,SE,2.0,0.5,0.0,,SE",
            "vamp,2,mixture,fitted,train,SE,0.5,0.25,0.75,0.125,SE");
    // What is exact, and the same for every seed, has no error, not one of zero.
    assertThat(made.csv("moments"))
        .contains(
            "gaussian,2,SD of 2 seeds,0.5,"
                + Math.sqrt(0.125)
                + ",0.5,,0.125,,1.125,0.0,0.375,0.0,2,",
            "vamp,2,SE,0.25,,0.5,,0.125,,1.125,0.5,0.375,0.25,2,");
    // Means -15 and -12: mean -13.5, sd sqrt(9/2).
    assertThat(made.csv("likelihood"))
        .containsExactly(
            "prior,d,split,n,importance_samples,error,bound,bound_error,effective_sample_size,"
                + "rows_with_fewer_than_10,rows_with_k_0_7",
            "gaussian,2,test,2,500,SD of 2 seeds,-13.5," + Math.sqrt(4.5) + ",12.25,0.0,0.0");
  }

  @Test
  @DisplayName("of one run has the bound with the standard error from the sampling of z")
  void hasBoundOfOneRun() {
    KeptLikelihoods.write(made.run("a", "gaussian", 1, 0, 1, 3, 2, 2), 0.25, -14, -16);

    // sqrt(mean of the variances / N) = sqrt(0.25 / 2)
    assertThat(made.csv("likelihood"))
        .contains("gaussian,2,test,2,500,SE,-15.0," + Math.sqrt(0.125) + ",12.25,0.0,0.0");
  }

  @Test
  @DisplayName("says what the error of a frozen gap closed is, where one encoder has no gap")
  void saysWhatTheErrorOfFrozenGapsIs() {
    KeptGaps.write(made.run("a1", "gaussian", 1, 0, 1, 3, 2, 2), 0.5, 0.25);
    KeptGaps.writeWithoutGap(made.run("a2", "gaussian", 2, 0, 1, 3, 2, 2), 1.5, 0.75);

    assertThat(made.csv("frozen"))
        .contains(
            "gaussian,2,mixture,fitted,train,SD of 2 seeds,1.0,"
                + Math.sqrt(0.5)
                + ",0.75,0.125,SE");
  }

  @Test
  @DisplayName("puts fits by other options in rows of their own, which name those options")
  void tellsFitsApart() {
    KeptGaps.writeWithSteps(made.run("a1", "gaussian", 1, 0, 1, 3, 2, 2), 0.5, 15000);
    KeptGaps.writeWithSteps(made.run("a2", "gaussian", 2, 0, 1, 3, 2, 2), 1.5, 10);

    assertThat(made.csv("frozen"))
        .anyMatch(
            line -> line.startsWith("gaussian,2,mixture,\"fitted, steps 15000\",train,SE,0.5,"))
        .anyMatch(line -> line.startsWith("gaussian,2,mixture,\"fitted, steps 10\",train,SE,1.5,"))
        .anyMatch(line -> line.startsWith("gaussian,2,standard Gaussian,as it is,train,SD of 2"));
  }

  @Test
  @DisplayName("shows no share of what is no gap, though an earlier analysis has kept one")
  void noShareOfRounding() throws IOException {
    Path run = made.run("a1", "gaussian", 1, 0, 1, 3, 2, 2);
    KeptGaps.write(run, 0.5, 0.25);
    ForgedFiles.replace(
        run,
        "gap.json",
        "{\"mean\": 2, \"standardError\": 0.5}",
        "{\"mean\": 5e-6, \"standardError\": 1e-7}");

    assertThat(made.csv("frozen"))
        .anyMatch(line -> line.matches("gaussian,2,mixture,fitted,train,SE,0.5,[0-9.]+,*"));
  }

  @Test
  @DisplayName("are reported of results alone as of the runs, and the page says what it has not")
  void resultsAlone(@TempDir Path other) {
    Path one = made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    Path two = made.run("b", "vamp", 1, 1, 1, 2, 2, 1);
    for (Path run : List.of(one, two)) {
      KeptGaps.write(run, 0.5, 0.25);
      KeptLikelihoods.write(run, 0.25, -14, -16);
      ResultsExport.write(run, other.resolve(run.getFileName()));
    }
    Report whole = made.report();
    Report alone = Report.of(List.of(other));
    assertThat(alone.problems()).isEmpty();
    assertThat(alone.text(TableFormat.JSON)).isEqualTo(whole.text(TableFormat.JSON));
    ReportWriter writer =
        new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class));
    writer.write(alone, folder.resolve("page"), List.of(), TaskListener.NONE);
    assertThat(folder.resolve("page/index.html"))
        .content()
        .contains("The folders have the results of the runs alone")
        .doesNotContain("is not drawn:");
    assertThat(folder.resolve("page/figures/gap-closed-train.svg")).exists();
  }

  @Test
  @DisplayName("names of an encoder only what tells it from the others")
  void namesEncodersByWhatDiffers() {
    for (String units : List.of("8", "16")) {
      Map<String, String> options = MadeUpRuns.options("gaussian", 2, 1);
      options.put("encoder", "mlp:hidden-layers=1,hidden-units=" + units);
      MadeUpRuns.write(folder.resolve(units), options, 0, 1, 3, 2, 2);
    }

    assertThat(made.csv("terms"))
        .anyMatch(line -> line.startsWith("gaussian,2,mlp:hidden-units=8,train,"))
        .anyMatch(line -> line.startsWith("gaussian,2,mlp:hidden-units=16,train,"));
  }

  @Test
  @DisplayName("has other options in the tables of what was kept, too")
  void hasOtherOptionsEverywhere() {
    for (String batch : List.of("64", "128")) {
      Map<String, String> options = MadeUpRuns.options("gaussian", 2, 1);
      options.put("batch", batch);
      Path run = MadeUpRuns.write(folder.resolve(batch), options, 0, 1, 3, 2, 2);
      KeptGaps.write(run, 0.5, 0.25);
      KeptLikelihoods.write(run, 0.25, -14, -16);
    }

    for (String name : List.of("frozen", "moments", "likelihood")) {
      assertThat(made.csv(name))
          .as(name)
          .anyMatch(line -> line.startsWith("gaussian,2,64,"))
          .anyMatch(line -> line.startsWith("gaussian,2,128,"));
    }
    assertThat(TableFormat.CSV.of(List.of(ProvenanceTable.of(made.report().settings()))))
        .contains("run,prior,d,batch,seed,")
        .contains(",gaussian,2,64,1,2,synthetic,");
  }
}
