package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.codes.CodesGapAnalysis;
import org.elbosurgery.framework.codes.CodesGapJob;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report of codes of models that were trained elsewhere")
final class CodesReportTest {

  @TempDir private Path folder;

  /** Writes codes of rows in some classes. */
  private Path codes(String name, int n, int d, int classes) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("mu", NpyArray.of(RandomStream.of(1).gaussians(n * d), n, d));
    arrays.put("logvar", NpyArray.of(new float[n * d], n, d));
    arrays.put("reconstruction", NpyArray.of(RandomStream.of(2).gaussians(n), n));
    long[] labels = IntStream.range(0, n).mapToLong(i -> 100 + i % classes).toArray();
    arrays.put("labels", NpyArray.of(labels, n));
    Path file = folder.resolve(name + ".npz");
    Npz.write(file, arrays);
    return file;
  }

  private Path written(Report report) {
    Path out = folder.resolve("report");
    new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class))
        .write(report, out, List.of(), TaskListener.NONE);
    return out;
  }

  @Test
  @DisplayName("has their terms, their differences and their planes in the colours of the classes")
  void page() throws IOException {
    Report report =
        Report.of(List.of(codes("one", 60, 2, 3), codes("two", 60, 2, 14), codes("six", 40, 6, 2)));
    assertThat(report.problems()).isEmpty();
    assertThat(report.text(TableFormat.TEXT))
        .contains("The terms of the ELBO of each model", "Differences of models from one")
        .containsPattern("two +train +paired ")
        .containsPattern("six +train +not paired ")
        .doesNotContain("gap closed");
    Path out = written(report);
    String three = Files.readString(out.resolve("figures/plane-1-1.svg"));
    assertThat(three).contains(">100<", ">101<", ">102<").doesNotContain(">others<");
    String fourteen = Files.readString(out.resolve("figures/plane-1-2.svg"));
    assertThat(fourteen).contains(">109<", ">others<").doesNotContain(">113<");
    assertThat(Files.readString(out.resolve("index.html")).replace('\u00a0', ' '))
        .contains(
            "At d = 2 the marginal KL on train rows is",
            "in the colours of the largest of 14 classes",
            "The codes of models trained elsewhere");
    assertThat(out.resolve("figures/marginals-2-1.svg")).exists();
  }

  @Test
  @DisplayName("takes their folder, with its prior and its gap, in place of their file")
  void folderInPlaceOfFile() {
    Path file = codes("mine", 60, 2, 3);
    Path parent = folder.resolve("kept");
    DiagonalGaussianMixture wide =
        new DiagonalGaussianMixture(new double[1], new double[2], new double[] {1, 1});
    CodesGapAnalysis analysis = SmallExperiments.INJECTOR.getInstance(CodesGapAnalysis.class);
    CodesGapJob job =
        analysis.prepare("mine", file, Optional.of(wide), 1, GapRequest.of(List.of()));
    analysis.run(job, parent, TaskListener.NONE);
    String text = Report.of(List.of(parent)).text(TableFormat.TEXT);

    for (List<Path> paths : List.of(List.of(file, parent), List.of(parent, file))) {
      Report report = Report.of(paths);
      assertThat(report.problems())
          .containsExactly(file + " repeats " + job.folder(parent) + " and is left out");
      assertThat(report.text(TableFormat.TEXT)).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("has runs beside them, and names the files that are no codes")
  void besideRuns() throws IOException {
    Path runs = folder.resolve("runs");
    new MadeUpReport(runs).run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    Path wrong = folder.resolve("wrong.npz");
    Npz.write(wrong, Map.of("mean", NpyArray.of(new float[4], 2, 2)));
    Report report = Report.of(List.of(runs, codes("mine", 50, 2, 2), wrong));
    assertThat(report.size()).isEqualTo(2);
    assertThat(report.problems())
        .containsExactly(wrong + " has no array log_var or logvar; it has mean");
    assertThat(report.text(TableFormat.TEXT))
        .containsPattern("\ngaussian +2 +train ")
        .containsPattern("\nmine +2 +train +50 ")
        .contains("gap closed");
    assertThat(written(report).resolve("index.html")).exists();
    assertThatThrownBy(() -> Report.of(List.of(wrong)))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("wrong.npz has no array log_var");
  }
}
