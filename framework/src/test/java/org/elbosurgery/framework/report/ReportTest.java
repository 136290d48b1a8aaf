package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report")
final class ReportTest {

  @TempDir private Path folder;

  private Path run(String name, String prior, int seed, double mean, double... marginalKl) {
    return MadeUpRuns.write(
        folder.resolve(name), MadeUpRuns.options(prior, 2, seed), mean, marginalKl);
  }

  private List<String> lines(TableFormat format) {
    return Report.of(List.of(folder)).text(format).lines().toList();
  }

  @Test
  @DisplayName("of one seed has estimates with standard errors, the standard Gaussian first")
  void ofOneSeed() {
    run("b", "vamp", 1, 0.5, 1, 1, 0, 2);
    run("a", "gaussian", 1, 0, 1, 3, 2, 2);

    // ELBO = -12 - (1 + 2) and -12 - (1 + 1); their errors are hypot(1/8, 1/8).
    // Gap closed: GapClosedTest. ELBO paired: the values differ by (0, 2, 2, 0), mean 1, sd
    // 2 / sqrt(3), error 1 / sqrt(3).
    assertThat(lines(TableFormat.CSV))
        .containsExactly(
            "prior,d,split,n,error,reconstruction,reconstruction_error,mutual_information,"
                + "mutual_information_error,marginal_kl,marginal_kl_error,average_kl,"
                + "average_kl_error,elbo,elbo_error,gap_closed,gap_closed_error",
            "gaussian,2,train,4,SE,-12.0,0.125,1.0,0.125,2.0,0.125,3.0,0.125,-15.0,"
                + Math.hypot(0.125, 0.125)
                + ",,",
            "vamp,2,train,4,SE,-12.0,0.125,1.0,0.125,1.0,0.125,2.0,0.125,-14.0,"
                + Math.hypot(0.125, 0.125)
                + ",0.5,"
                + Math.sqrt(0.625 / 12));
    assertThat(lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("vamp") && line.endsWith("+1.00 +- 0.58"));
  }

  @Test
  @DisplayName("of several seeds has means and standard deviations over them, and says so")
  void ofSeveralSeeds() {
    run("a1", "gaussian", 1, 0, 2, 2, 2, 2);
    run("a2", "gaussian", 2, 0, 4, 4, 4, 4);
    run("b1", "vamp", 1, 0.5, 1, 1, 1, 1);
    run("b2", "vamp", 2, 0.5, 1, 1, 1, 1);

    // mKL 2 and 4: mean 3, sd sqrt(2). Gaps closed 1/2 and 3/4: mean 0.625, sd 0.1768.
    // ELBO differences 1 and 3: mean 2, sd 1.4142; t = 2 / (1.4142 / sqrt(2)) = 2 with 1 df:
    // p = 1 - 2 atan(2) / pi = 0.295, and over the table of 5 not significant.
    assertThat(lines(TableFormat.TEXT))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.contains("3.0 +- 1.4"))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.endsWith("0.63 +- 0.18"))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.endsWith("+2.0 +- 1.4"))
        .anyMatch(line -> line.contains("t, 1 df       2.00  0.295"));
  }

  @Test
  @DisplayName("tells priors of one name apart by the options in which they differ")
  void tellsPriorsApart() {
    run("a", "mixture:components=5,init=data", 1, 0.5, 1, 1, 1, 1);
    run("b", "mixture:components=9,init=data", 1, 0.5, 1, 1, 1, 1);

    assertThat(lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("mixture:components=5 "))
        .anyMatch(line -> line.startsWith("mixture:components=9 "))
        .anyMatch(line -> line.startsWith("No run has the standard Gaussian prior"));
  }

  @Test
  @DisplayName(
      "has a column for each other option in which runs differ, and compares like with like")
  void hasColumnsOfOtherOptions() {
    run("a", "gaussian", 1, 0, 2, 2, 2, 2);
    var options = MadeUpRuns.options("vamp", 2, 1);
    options.put("batch", "64");
    MadeUpRuns.write(folder.resolve("b"), options, 0.5, 1, 1, 1, 1);

    assertThat(lines(TableFormat.CSV)).anyMatch(line -> line.startsWith("prior,d,batch,split"));
    assertThat(lines(TableFormat.CSV)).anyMatch(line -> line.startsWith("vamp,2,64,train,4"));
    assertThat(Report.of(List.of(folder)).tables()).as("nothing to compare").hasSize(1);
  }

  @Test
  @DisplayName("has published rows beside its own, as printed, under their author's name")
  void hasPublishedRows() {
    run("a", "gaussian", 1, 0, 1, 3, 2, 2);

    Report report = Report.of(List.of(folder)).with(Reference.HOFFMAN_JOHNSON);

    assertThat(report.text(TableFormat.CSV).lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "Hoffman & Johnson,2,train,60000,,,,7.20,,0.21,,7.41,," + "-129.63"));
  }

  @Test
  @DisplayName("names the runs that are damaged or unfinished, and has the others")
  void namesWhatIsDamaged() throws IOException {
    run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    Path damaged = run("b", "vamp", 1, 0.5, 1, 1, 0, 2);
    Files.writeString(damaged.resolve("points.npz"), "none");
    Files.delete(run("c", "vamp", 2, 0.5, 1, 1, 0, 2).resolve("result.json"));
    Files.writeString(run("d", "vamp", 3, 0.5, 1, 1, 0, 2).resolve("result.json"), "{\"n\": 1");

    Report report = Report.of(List.of(folder));

    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains(damaged.resolve("points.npz").toString()),
            problem -> assertThat(problem).contains("the run in " + folder.resolve("c")),
            problem -> assertThat(problem).contains(folder.resolve("d/result.json").toString()));
  }

  @Test
  @DisplayName("finds runs in the folder of a sweep, counts each once and leaves out repetitions")
  void findsRuns() {
    Path first = run("sweep/cells/x", "gaussian", 1, 0, 1, 3, 2, 2);
    run("sweep/cells/y", "vamp", 1, 0.5, 1, 1, 0, 2);
    run("too/deep/for/us", "vamp", 7, 0.5, 1, 1, 0, 2);
    Path again = run("again", "gaussian", 1, 0, 1, 3, 2, 2);

    Report report = Report.of(List.of(folder, first));

    assertThat(report.size()).isEqualTo(2);
    assertThat(report.problems()).containsExactly(first + " repeats " + again + " and is left out");
  }

  @Test
  @DisplayName("of nothing is refused, with what is wrong with each folder")
  void ofNothing() {
    assertThatThrownBy(() -> Report.of(List.of(folder, folder.resolve("none"))))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("no runs in " + folder),
                        problem -> assertThat(problem).contains("none: no such file or folder"),
                        problem -> assertThat(problem).startsWith("nothing to report")));
  }
}
