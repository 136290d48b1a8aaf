package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A page on runs of several seeds")
final class SeedsReportTest {

  /** The 97.5 % quantile of Student's t with 2 degrees of freedom, 4.3027 in any table. */
  private static final double T2 = 4.302652729911275;

  @TempDir private Path folder;

  /**
   * Leaves a run with the standard Gaussian, whose marginal KL is 2, and one that leaves a part.
   */
  private void pair(int seed, double left) {
    MadeUpReport made = new MadeUpReport(folder.resolve("runs"));
    made.run("a" + seed, "gaussian", seed, 0, 1, 3, 2, 2);
    made.run("b" + seed, "vamp", seed, 1, left, left, left, left);
  }

  private Path page() {
    return page("page");
  }

  private Path page(String name) {
    Path page = folder.resolve(name);
    new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class))
        .write(Report.of(List.of(folder.resolve("runs"))), page, List.of(), TaskListener.NONE);
    return page;
  }

  @Test
  @DisplayName("has the mean gap closed with Student's interval over the seeds, and each seed")
  void interval() throws IOException {
    pair(1, 1);
    pair(2, 0.5);
    pair(3, 1.5);
    Path page = page();

    // Shares 0.5, 0.75 and 0.25: mean 0.5, sd 0.25.
    List<String> csv = Files.readAllLines(page.resolve("tables/seeds.csv"));
    assertThat(csv.get(0))
        .isEqualTo("prior,d,split,seeds,gap_closed,from,to,lowest,highest,data_error");
    String[] row = csv.get(1).split(",");
    assertThat(row).startsWith("vamp", "2", "train", "3", "0.5");
    assertThat(row).containsSubsequence("0.25", "0.75");
    // Values a_n = r of every row against b_n = 1, 3, 2, 2, mean 2: R = r/2, residuals a_n - R b_n
    // = r/2, -r/2, 0,
    // 0, sample variance r^2/6, error sqrt(r^2/6/4)/2 = r/(4 sqrt(6)); the mean of r = 1, 1/2 and
    // 3/2 is 1.
    assertThat(Double.parseDouble(row[9])).isCloseTo(1 / (4 * Math.sqrt(6)), within(1e-6));
    double reach = T2 * 0.25 / Math.sqrt(3);
    assertThat(Double.parseDouble(row[5])).isCloseTo(0.5 - reach, within(1e-6));
    assertThat(Double.parseDouble(row[6])).isCloseTo(0.5 + reach, within(1e-6));
    assertThat(page.resolve("index.html"))
        .content()
        .contains(
            "Error bars: 95 % intervals of the mean over other seeds, by Student's t (3). Circles:"
                + " the seeds.")
        .containsPattern("vamp: 50.0.% \\(.12.1 to 112.1\\), 3 seeds");
  }

  @Test
  @DisplayName("says so where the models compared are of different epochs")
  void differentEpochs() throws IOException {
    pair(1, 1);
    assertThat(page().resolve("index.html")).content().doesNotContain("The models compared are of");
    Path run = folder.resolve("runs/b1");
    String result = Files.readString(run.resolve("result.json"));
    assertThat(result).contains("\"epochs\" : 2");
    ForgedFiles.write(
        run, "result.json", result.replace("\"epochs\" : 2", "\"epochs\" : 2, \"bestEpoch\" : 1"));

    assertThat(page("later").resolve("index.html"))
        .content()
        .contains("The models compared are of 1 to 2 epochs.");
  }

  @Test
  @DisplayName("of one seed has no interval; all have what the training has cost")
  void oneSeed() throws IOException {
    pair(1, 1);
    Path page = page();

    assertThat(page.resolve("tables/seeds.csv")).doesNotExist();
    // Two epochs of a second each.
    assertThat(Files.readAllLines(page.resolve("tables/cost.csv")))
        .containsExactly(
            "prior,d,runs,parameters,epochs,epochs_error,seconds,seconds_error,seconds_per_epoch,seconds_per_epoch_error",
            "gaussian,2,1,1234,2,,2.0,,1.0,",
            "vamp,2,1,1234,2,,2.0,,1.0,");
  }
}
