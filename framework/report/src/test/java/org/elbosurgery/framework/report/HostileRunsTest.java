package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.report.page.Block;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run folder may be anyone's: what it holds is text, and what it names is not to be trusted. */
@DisplayName("A report of hostile run folders")
final class HostileRunsTest {

  private static final ExperimentResolver RESOLVER =
      SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class);

  private static final String SECRET = "root:x:0:0:root:/root:/bin/sh\n";

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private Path run;

  /** Rows of four values, which fill a square: there are pictures of this one. */
  @BeforeAll
  static void runOnce() throws InterruptedException {
    Map<String, String> options = new LinkedHashMap<>(SmallExperiments.OPTIONS);
    options.put("data", squares(shared.resolve("squares.npz"), 3).toString());
    options.put("limit", "0");
    SmallExperiments.run(RESOLVER.resolve(ExperimentSpec.create(options)), shared.resolve("run"));
  }

  private static Path squares(Path file, int every) {
    double[] values = new double[40 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7 % every == 0 ? 1 : 0;
    }
    Npz.write(file, Map.of("x", NpyArray.of(values, 40, 4)));
    return file;
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    try (Stream<Path> files = Files.walk(shared.resolve("run"))) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(shared.resolve("run").relativize(file).toString()));
      }
    }
  }

  /** Whoever sends a hostile folder has its manifest fit. */
  private void replace(String what, String by) throws IOException {
    for (String file : List.of("spec.json", "result.json")) {
      String text = Files.readString(run.resolve(file));
      assertThat(text).contains(what);
      Files.writeString(run.resolve(file), text.replace(what, by));
    }
    CheckedFolder.of(run).accept();
  }

  private List<Block> pictures() {
    return new ModelPictures(RESOLVER)
        .of(Report.of(List.of(run)).settings(), new ReportSteps(TaskListener.NONE, 1))
        .blocks();
  }

  private static String words(Block block) {
    return ((Block.Words) block).text();
  }

  @Test
  @DisplayName("builds no model larger than the checkpoint: it is named, not made")
  void hugeModel() throws IOException {
    assertThat(pictures()).singleElement().isInstanceOf(Block.Gallery.class);
    String small = "\"encoder\" : \"mlp:hidden-layers=1,hidden-units=8";
    String huge = "\"encoder\" : \"mlp:hidden-layers=20,hidden-units=90000";
    replace(small, huge);
    assertThat(pictures())
        .singleElement()
        .extracting(HostileRunsTest::words)
        .asString()
        .startsWith("shifted, d = 2 has no pictures: ")
        .contains("parameter encoder/", "is stored with shape");
  }

  @Test
  @DisplayName("shows and tells nothing of a file that is not the run's data, but its name")
  void foreignData() throws IOException {
    String own = shared.resolve("squares.npz").toString();
    Path secret = Files.writeString(folder.resolve("passwd"), SECRET);
    for (Path foreign : List.of(secret, squares(folder.resolve("other.npz"), 5))) {
      replace(own, foreign.toString());
      own = foreign.toString();
      assertThat(pictures())
          .singleElement()
          .extracting(HostileRunsTest::words)
          .isEqualTo(
              "shifted, d = 2 has no pictures: its data, "
                  + foreign
                  + ", are not there any more, or are others; restore the files.");
    }
  }

  @Test
  @DisplayName("quotes nothing of a file that metrics.csv is a link to, its heading or its rows")
  void linkedMetrics() throws IOException {
    String heading = "epoch,elbo,reconstruction,average_kl,validation_elbo,seconds\n";
    Path good =
        MadeUpRuns.write(folder.resolve("good"), MadeUpRuns.options("vamp", 2, 1), 0, 1, 1, 2, 2);
    for (String text : List.of(SECRET, heading + SECRET, heading + "1,2,3,4,,root:x\n")) {
      Path secret = Files.writeString(folder.resolve("secret"), text);
      Files.delete(run.resolve("metrics.csv"));
      Files.createSymbolicLink(run.resolve("metrics.csv"), secret);
      assertThat(Report.of(List.of(run, good)).problems())
          .singleElement()
          .asString()
          .startsWith(run.resolve("metrics.csv") + " is damaged: ")
          .doesNotContain("root", "/bin/sh");
    }
  }

  /** In JSON any character can be written, also those that no file of text can hold. */
  @Test
  @DisplayName("has a page, drawings and tables whatever characters a name is of")
  void characters() throws Exception {
    Map<String, String> options = MadeUpRuns.options("vamp:init=HOSTILE", 2, 1);
    run = MadeUpRuns.write(folder.resolve("made up"), options, 0, 1, 3, 2, 2);
    replace("HOSTILE", "\\u0000\\u0001\\u001b[2J\\ud800x\\udc00\\uffff\\u202e<b>");
    MadeUpRuns.write(folder.resolve("other"), MadeUpRuns.options("vamp", 2, 1), 0, 1, 1, 2, 2);
    Report report = Report.of(List.of(run, folder.resolve("other")));
    Path out = folder.resolve("report");

    new ReportWriter(RESOLVER).write(report, out, List.of("\u0007"), TaskListener.NONE);

    String name = "vamp:init=\uFFFD\uFFFD\uFFFD[2J\uFFFDx\uFFFD\uFFFD\uFFFD";
    String page = Files.readString(out.resolve("index.html"));
    assertThat(page).contains(name + "&lt;b&gt;").doesNotContain("&#1;", "&#27;");
    assertThat(Files.readString(out.resolve("tables/terms.md"))).contains("\uFFFD\uFFFD\uFFFD");
    assertThat(Files.readString(out.resolve("tables/terms.tex"))).contains("init=???{[}2J?x???");
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file); // throws where it is not UTF-8
        assertThat(text.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
            .as("%s is without control characters", file)
            .isTrue();
        if (file.toString().endsWith(".svg")) {
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }
}
