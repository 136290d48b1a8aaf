package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepSpec;
import org.elbosurgery.framework.table.Table;
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
                + "mutual_information_error,marginal_kl,marginal_kl_error,gap_closed,"
                + "gap_closed_error,average_kl,average_kl_error,elbo,elbo_error",
            "gaussian,2,train,4,SE,-12.0,0.125,1.0,0.125,2.0,0.125,,,3.0,0.125,-15.0,"
                + Math.hypot(0.125, 0.125),
            "vamp,2,train,4,SE,-12.0,0.125,1.0,0.125,1.0,0.125,0.5,"
                + Math.sqrt(0.625 / 12)
                + ",2.0,0.125,-14.0,"
                + Math.hypot(0.125, 0.125));
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
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.contains("62 +- 18 %"))
        .anyMatch(line -> line.contains("SD of 2 seeds") && line.endsWith("+2.0 +- 1.4"))
        .anyMatch(line -> line.contains("t, 1 df       2.00  0.295"))
        .anyMatch(line -> line.startsWith("No difference is significant at the level of 5 %"));
  }

  @Test
  @DisplayName("names the differences that are significant where they are no more than the others")
  void namesTheSignificant() {
    run("a", "gaussian", 1, 0, 1, 1, 2, 2);
    run("b", "vamp", 1, 0.5, 101, 101, 103, 101);
    run("c", "mixture", 1, 0.5, 2, 2, 1, 1);
    // The marginal KLs differ by (100, 100, 101, 99), error sqrt(2/3) / 2, and by (1, 1, -1, -1).
    assertThat(String.join(" ", lines(TableFormat.TEXT)))
        .contains(
            "Significant at the level of 5 % (two-sided, Holm over the table of 6), and no other:"
                + " marginal KL of vamp, d = 2 (train); average KL of vamp, d = 2 (train); ELBO of"
                + " vamp, d = 2 (train).");
  }

  @Test
  @DisplayName("says of the gap closed by itself what its error is, where fewer seeds have one")
  void saysWhatTheErrorIs() {
    run("a1", "gaussian", 1, 0, 2, 2, 2, 2);
    run("b1", "vamp", 1, 0.5, 1, 1, 0, 2);
    run("b2", "vamp", 2, 0.5, 1, 1, 1, 1);

    // One pair: 1 - 1/2; (a_n - b_n / 2) / 2 = (0, 0, -1/2, 1/2), sd sqrt(1/6), error sqrt(1/24).
    assertThat(lines(TableFormat.CSV))
        .anyMatch(line -> line.startsWith("prior,") && line.contains(",error_of_gap_closed,"))
        .anyMatch(
            line ->
                line.startsWith("vamp,2,train,4,SD of 2 seeds,")
                    && line.contains(",0.5," + Math.sqrt(1.0 / 24) + ",SE,"));
  }

  @Test
  @DisplayName("has what other commands kept as means and standard deviations over the seeds")
  void combinesWhatWasKept() {
    KeptGaps.write(run("a1", "gaussian", 1, 0, 1, 3, 2, 2), 0.5, 0.25);
    KeptGaps.write(run("a2", "gaussian", 2, 0, 1, 3, 2, 2), 1.5, 0.75);
    KeptGaps.write(run("b1", "vamp", 1, 0.5, 1, 1, 0, 2), 0.5, 0.25);
    KeptLikelihoods.write(folder.resolve("a1"), 0.25, -14, -16);
    KeptLikelihoods.write(folder.resolve("a2"), 0.25, -10, -14);

    // Of 0.5 and 1.5: mean 1, sd sqrt(1/2). Gaps closed 3/4 and 1/4: mean 1/2, sd sqrt(1/8).
    String deviation = String.valueOf(Math.sqrt(0.5));
    assertThat(csv("frozen"))
        .containsExactly(
            "encoder_trained_with,d,prior,from,split,error,marginal_kl,marginal_kl_error,"
                + "gap_closed,gap_closed_error",
            "gaussian,2,standard Gaussian,as it is,train,SD of 2 seeds,2.0,0.0,0.0,",
            "gaussian,2,mixture,fitted,train,SD of 2 seeds,1.0,"
                + deviation
                + ",0.5,"
                + Math.sqrt(0.125),
            "vamp,2,standard Gaussian,as it is,train,SE,2.0,0.5,0.0,",
            "vamp,2,mixture,fitted,train,SE,0.5,0.25,0.75,0.125");
    // What is exact, and the same for every seed, has no error, not one of zero.
    assertThat(csv("moments"))
        .contains(
            "gaussian,2,SD of 2 seeds,0.5,"
                + Math.sqrt(0.125)
                + ",0.5,0.125,1.125,0.0,0.375,0.0,2.0",
            "vamp,2,SE,0.25,,0.5,0.125,1.125,0.5,0.375,0.25,2");
    // Means -15 and -12: mean -13.5, sd sqrt(9/2).
    assertThat(csv("likelihood"))
        .containsExactly(
            "prior,d,split,n,importance_samples,error,bound,bound_error,effective_sample_size",
            "gaussian,2,test,2,500,SD of 2 seeds,-13.5," + Math.sqrt(4.5) + ",12.25");
  }

  private List<String> csv(String name) {
    Table table =
        Report.of(List.of(folder)).tables().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return TableFormat.CSV.of(List.of(table)).lines().toList();
  }

  @Test
  @DisplayName("of one run has the bound with the standard error from the sampling of z")
  void hasBoundOfOneRun() {
    KeptLikelihoods.write(run("a", "gaussian", 1, 0, 1, 3, 2, 2), 0.25, -14, -16);

    // sqrt(mean of the variances / N) = sqrt(0.25 / 2)
    assertThat(csv("likelihood"))
        .contains("gaussian,2,test,2,500,SE,-15.0," + Math.sqrt(0.125) + ",12.25");
  }

  @Test
  @DisplayName("says what the error of a frozen gap closed is, where one encoder has no gap")
  void saysWhatTheErrorOfFrozenGapsIs() {
    KeptGaps.write(run("a1", "gaussian", 1, 0, 1, 3, 2, 2), 0.5, 0.25);
    KeptGaps.writeWithoutGap(run("a2", "gaussian", 2, 0, 1, 3, 2, 2), 1.5, 0.75);

    assertThat(csv("frozen"))
        .contains(
            "gaussian,2,mixture,fitted,train,SD of 2 seeds,1.0,"
                + Math.sqrt(0.5)
                + ",0.75,0.125,SE");
  }

  /** Standard errors are 0.25 of the fitted prior and 0.125 of the other: 8 and 16 in 2. */
  @Test
  @DisplayName("warns of marginal KLs below 0, of those trained with and of those fitted")
  void warnsOfTheImpossible() {
    Path gaussian = run("a1", "gaussian", 1, 0, 1, 3, 2, 2);
    KeptGaps.write(gaussian, 0.5, 0.25);
    assertThat(Report.of(List.of(folder)).impossible()).isEmpty();

    Path vamp = run("b1", "vamp", 1, 0.5, -3, -1, -2, -2);
    KeptGaps.write(gaussian, -2, 0.25);

    assertThat(Report.of(List.of(folder)).impossible())
        .anyMatch(
            line ->
                line.startsWith(gaussian + ": train: marginal KL of fitted prior mixture:")
                    && line.contains("-2.00 +- 0.25 is 8 standard errors below 0"))
        .anyMatch(
            line ->
                line.startsWith(vamp + ": train: marginal KL -2.00")
                    && line.contains("16 standard errors below 0"));
  }

  @Test
  @DisplayName("puts fits by other options in rows of their own, which name those options")
  void tellsFitsApart() {
    KeptGaps.writeWithSteps(run("a1", "gaussian", 1, 0, 1, 3, 2, 2), 0.5, 15000);
    KeptGaps.writeWithSteps(run("a2", "gaussian", 2, 0, 1, 3, 2, 2), 1.5, 10);

    assertThat(csv("frozen"))
        .anyMatch(
            line -> line.startsWith("gaussian,2,mixture,\"fitted, steps 15000\",train,SE,0.5,"))
        .anyMatch(line -> line.startsWith("gaussian,2,mixture,\"fitted, steps 10\",train,SE,1.5,"))
        .anyMatch(line -> line.startsWith("gaussian,2,standard Gaussian,as it is,train,SD of 2"));
  }

  @Test
  @DisplayName("shows no share of what is no gap, though an earlier analysis has kept one")
  void noShareOfRounding() throws IOException {
    Path run = run("a1", "gaussian", 1, 0, 1, 3, 2, 2);
    KeptGaps.write(run, 0.5, 0.25);
    ForgedFiles.replace(
        run,
        "gap.json",
        "{\"mean\": 2, \"standardError\": 0.5}",
        "{\"mean\": 5e-6, \"standardError\": 1e-7}");

    assertThat(csv("frozen"))
        .anyMatch(line -> line.matches("gaussian,2,mixture,fitted,train,SE,0.5,[0-9.]+,*"));
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
      assertThat(csv(name))
          .as(name)
          .anyMatch(line -> line.startsWith("gaussian,2,64,"))
          .anyMatch(line -> line.startsWith("gaussian,2,128,"));
    }
    assertThat(TableFormat.CSV.of(List.of(Provenance.table(Report.of(List.of(folder)).settings()))))
        .contains("run,prior,d,batch,seed,")
        .contains(",gaussian,2,64,1,2,synthetic,");
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
                line.startsWith("Hoffman & Johnson,2,train,60000,,,,7.20,,0.21,,,7.41,,-129.63"));
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
  @DisplayName(
      "names the cells of a sweep that were never begun or failed, and folders without spec")
  void namesCells() throws IOException {
    List<Cell> cells =
        List.of(cell("gaussian", 1), cell("vamp", 1), cell("vamp", 2), cell("vamp", 3));
    SweepFolder sweep =
        SweepFolder.of(
            folder.resolve("sweep"),
            new Sweep(new SweepSpec(Map.of("prior", List.of("gaussian", "vamp"))), cells));
    for (Cell cell : cells.subList(0, 3)) {
      MadeUpRuns.write(sweep.run(cell), cell.spec().values(), 0, 1, 3, 2, 2);
    }
    Path failed = sweep.run(cells.get(1));
    Files.delete(failed.resolve("result.json"));
    RunFolder.open(failed).writeFailure(ElboException.numeric("loss is NaN"));
    Path bare = sweep.run(cells.get(2));
    Files.delete(bare.resolve("spec.json"));

    Report report = Report.of(List.of(folder));

    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems())
        .containsExactly(
            "the run in " + failed + " failed: loss is NaN",
            bare + " has files of a run but no spec.json; restore it, or repeat the run",
            "the cell vamp, seed 3 of the sweep in "
                + sweep.path()
                + " was never begun; the same elbo sweep runs it");
    assertThat(Summary.of(report))
        .last()
        .isEqualTo("3 runs or files are left out; Provenance says why.");
  }

  private static Cell cell(String prior, int seed) {
    return new Cell(
        prior + ", seed " + seed,
        ExperimentSpec.create(MadeUpRuns.options(prior, 2, seed)),
        "d1".repeat(32),
        PluginBuilds.UNKNOWN,
        4);
  }

  @Test
  @DisplayName("warns where the published rows are of other data, other N or other latent sizes")
  void warnsOfReference() {
    run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    MadeUpRuns.write(folder.resolve("b"), MadeUpRuns.options("gaussian", 3, 1), 0, 1, 3, 2, 2);
    Report report = Report.of(List.of(folder));

    assertThat(report.warnings()).isEmpty();
    assertThat(report.with(Reference.HOFFMAN_JOHNSON).warnings())
        .containsExactly(
            "Hoffman & Johnson 2016 is of binarized MNIST, N = 60000, and is no baseline of runs of"
                + " synthetic, N = 4",
            "Hoffman & Johnson 2016 has no row of d = 3; it has d = 2, 10, 20");
    assertThat(report.with(Reference.HOFFMAN_JOHNSON).text(TableFormat.MARKDOWN))
        .contains("and is no baseline of runs of synthetic, N = 4.");
  }

  @Test
  @DisplayName("has no test where nothing varies, and says so")
  void hasNoTestWithoutVariance() {
    run("a1", "gaussian", 1, 0, 2, 2, 2, 2);
    run("a2", "gaussian", 2, 0, 2, 2, 2, 2);
    run("b1", "vamp", 1, 0.5, 1, 1, 1, 1);
    run("b2", "vamp", 2, 0.5, 1, 1, 1, 1);

    assertThat(csv("tests")).contains("vamp,2,train,marginal KL,\"t, 1 df\",,,");
    assertThat(lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("No difference can be tested. Not tested"))
        .anyMatch(line -> line.contains("for want of any variance: reconstruction of"));
  }

  @Test
  @DisplayName("keeps a run whose gap analysis is damaged, and names the file")
  void keepsRunOfDamagedGap() throws IOException {
    Path run = run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    Files.writeString(run.resolve("gap.json"), "{}");
    Report report = Report.of(List.of(folder));
    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains(run.resolve("gap.json").toString());
  }

  @Test
  @DisplayName("finds the cells of a sweep however deep it is, beside files of the user's own")
  void findsDeepCells() throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), "my own");
    Cell cell = cell("gaussian", 1);
    SweepFolder sweep =
        SweepFolder.of(
            folder.resolve("one/two/three"),
            new Sweep(new SweepSpec(Map.of("prior", List.of("gaussian"))), List.of(cell)));
    MadeUpRuns.write(sweep.run(cell), MadeUpRuns.options("gaussian", 2, 1), 0, 1, 3, 2, 2);
    Report report = Report.of(List.of(folder));
    assertThat(report.size()).isEqualTo(1);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  @DisplayName("sums up the best prior first, then the others by how much they close")
  void sumsUp() {
    run("a", "gaussian", 1, 0, 4, 4, 4, 4);
    run("b", "mixture", 1, 0.5, 3, 3, 3, 3);
    run("c", "shifted", 1, 0.5, 1, 1, 1, 1);
    run("d", "vamp", 1, 0.5, 2, 2, 2, 2);
    MadeUpRuns.write(folder.resolve("e"), MadeUpRuns.options("gaussian", 3, 1), 0, 2, 2, 2, 2);
    MadeUpRuns.write(folder.resolve("f"), MadeUpRuns.options("vamp", 3, 1), 0.5, 3, 3, 3, 3);

    assertThat(Summary.of(Report.of(List.of(folder))))
        .startsWith(
            "At d = 2 the shifted prior closes 75 % ± 0 of the gap on training rows: its marginal"
                + " KL is 1.000 where the standard Gaussian has 4.000 nats, and its ELBO is higher by"
                + " 3.0000 ± 0 nats. Others, on training rows: vamp 50 % ± 0, mixture"
                + " 25 % ± 0.",
            "At d = 3 no prior closes the gap; nearest comes vamp, with -50 % ± 0 on training"
                + " rows: its marginal KL is 3.000 where the standard Gaussian has 2.000 nats, and its"
                + " ELBO is lower by 1.0000 ± 0 nats.");
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
