package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page of runs with labels and surgeries while they trained")
final class RealPageTest {

  @TempDir private static Path folder;
  private static Report report;
  private static Path page;

  @BeforeAll
  static void trainAndReport() throws InterruptedException {
    Path labels = folder.resolve("labels.npy");
    AtomicFile.write(
        labels, WordArray.of(IntStream.range(0, 2000).mapToObj(n -> "class " + n % 3).toList()));
    for (String latent : List.of("2", "3")) {
      SmallExperiments.run(
          SmallExperiments.with(
              "latent", latent, "surgery-every", "1", "labels", labels.toString()),
          folder.resolve("runs").resolve(latent));
    }
    report = Report.of(List.of(folder.resolve("runs")));
    page = folder.resolve("page");
    new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class))
        .write(report, page, List.of(), TaskListener.NONE);
  }

  private static String html() throws IOException {
    return Files.readString(page.resolve("index.html"));
  }

  /**
   * A share of 500 kB of nine models: half of it, 250 kB, for what all reports have and for tables,
   * and a ninth of the rest, 28 kB, for the figures and pictures of each of the two models.
   */
  @Test
  @DisplayName("has its share of the half megabyte that nine models may have")
  void size() throws IOException {
    assertThat(Files.size(page.resolve("index.html"))).isLessThan(250_000 + 2 * 28_000);
  }

  @Test
  @DisplayName(
      "shows the plane in the colours of the classes, beside its decoded grid and the training")
  void plane() throws IOException {
    assertThat(Files.readString(page.resolve("figures/plane-1-1.svg")))
        .contains(">class 0<", ">class 1<", ">class 2<");
    String html = html();
    List<Integer> places =
        Stream.of("id=\"figure-plane-1-1\"", "class=\"picture small\"", "id=\"figure-epochs-1-1\"")
            .map(html::indexOf)
            .toList();
    assertThat(places).doesNotContain(-1).isSorted();
  }

  @Test
  @DisplayName("shows q(z) and p(z) after epochs of the training, and at its end")
  void epochs() throws IOException {
    for (String figure : List.of("epochs-1-1", "epochs-2-1")) {
      assertThat(Files.readString(page.resolve("figures/" + figure + ".svg")))
          .contains(">epoch 1<", ">epoch 2<", ">epoch 3<", ">q(z)<", ">p(z)<");
    }
    assertThat(html()).contains("KL(q(z) || p(z)) on training rows: ", "after epoch 3");
  }

  @Test
  @DisplayName("has the terms of each class in a table of its own")
  void classes() {
    List<String> lines =
        report
            .text(TableFormat.TEXT)
            .lines()
            .filter(line -> line.matches(".* class [0-9] .*"))
            .toList();
    assertThat(lines)
        .hasSize(2 * 3)
        .anyMatch(line -> line.matches("shifted +2 +train +class 0 +100 .*"));
  }
}
