package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.elbosurgery.framework.file.CheckedFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo report")
final class ReportCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private static Path folder;
  private static String comparison;

  @BeforeAll
  static void compare() {
    comparison = folder.resolve("comparison").toString();
    Recorded compared =
        Recorded.run(
            ELBO,
            RunFolders.smallComparison(
                "--data=mnist",
                "--limit=60",
                "--epochs=1",
                "--prior=gaussian",
                "--prior=vamp:pseudo-inputs=7",
                "--out=" + comparison));
    assertThat(compared.exitCode()).as(compared.err().toString()).isZero();
  }

  private static Recorded report(String... given) {
    String[] arguments = new String[given.length + 2];
    arguments[0] = "report";
    arguments[1] = comparison;
    System.arraycopy(given, 0, arguments, 2, given.length);
    return Recorded.run(ELBO, arguments);
  }

  @Test
  @DisplayName("prints tables and writes nothing")
  void printsTables() throws IOException {
    Map<String, String> before = RunFolders.listing(folder.resolve("comparison"));

    Recorded text = report();

    assertThat(text.exitCode()).isZero();
    assertThat(text.err()).isEmpty();
    assertThat(text.out().get(0)).startsWith("The terms of the ELBO of each prior");
    assertThat(text.out()).anyMatch(line -> line.startsWith("vamp") && line.contains("train"));
    assertThat(report("--format=csv").out().get(0)).startsWith("prior,d,split,n,error,");
    assertThat(report("--format=latex").out()).contains("    \\toprule");
    assertThat(report("--format=json").out().get(0)).isEqualTo("{");
    assertThat(RunFolders.listing(folder.resolve("comparison"))).isEqualTo(before);
  }

  @Test
  @DisplayName("prints for a paper the columns, the split and the digits that are wanted")
  void printsForPaper() {
    Recorded latex =
        report(
            "--format=latex",
            "--columns=prior,split,reconstruction,elbo",
            "--split=test",
            "--digits=1");

    assertThat(latex.exitCode()).as(latex.err().toString()).isZero();
    assertThat(latex.out())
        .as("two priors of the terms, and a difference")
        .filteredOn(
            line -> line.matches("    (gaussian|vamp) & test( & \\$.*\\([0-9]\\)\\$){2} .*"))
        .hasSize(3);
    assertThat(latex.out())
        .noneMatch(line -> line.contains(" & train") || line.contains("(train)"))
        .anyMatch(line -> line.contains("of both splits"));
    assertThat(report("--format=csv", "--columns=prior,p").out().get(0)).isEqualTo("prior,p");
  }

  @Test
  @DisplayName("refuses columns that there are not before it writes anything")
  void refusesColumns() {
    Path out = folder.resolve("no report");

    Recorded refused = report("--columns=prior,elb", "--out=" + out);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .singleElement()
        .asString()
        .startsWith(
            "elbo: unknown column elb; did you mean elbo? known: prior, d, split, n, error,");
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName("writes a page with pictures of what the models make, pseudo-inputs where there are")
  void writesPictures() throws IOException {
    Path out = folder.resolve("report");

    Recorded saved = report("--out=" + out, "--reference=hoffman-johnson");

    assertThat(saved.exitCode()).as(saved.err().toString()).isZero();
    assertThat(saved.out()).last().isEqualTo("saved in " + out);
    assertThat(saved.err())
        .containsExactly(
            "elbo: warning: Hoffman & Johnson 2016 is of binarized MNIST, N = 60000, and is not a"
                + " baseline for runs of mnist, N = 60");
    String page = Files.readString(out.resolve("index.html"));
    assertThat(page.split("<img alt=\"16 means", -1)).as("samples").hasSize(3);
    assertThat(page.split("<img alt=\"8 rows of data", -1)).as("reconstructions").hasSize(3);
    assertThat(page.split("<img alt=\"36 means", -1)).as("of the plane").hasSize(3);
    assertThat(page.split("<img alt=\"7 of the data-sized rows", -1)).as("vamp's").hasSize(2);
    assertThat(page)
        .contains("elbo report " + comparison + " --out " + out + " --reference hoffman-johnson");
  }

  @Test
  @DisplayName("leaves pictures out where a checkpoint is missing, and says so")
  void saysWhatIsMissing() throws IOException {
    Path run = folder.resolve("bare");
    Files.createDirectories(run);
    try (Stream<Path> files = Files.list(Path.of(comparison, "1-gaussian"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, run.resolve(file.getFileName()));
      }
    }
    CheckedFolder.of(run).accept();
    Path out = folder.resolve("bare report");

    Recorded saved =
        Recorded.run(ELBO, "report", run.toString(), "--out=" + out, "--figures=pdf, png");

    assertThat(saved.exitCode()).as(saved.err().toString()).isZero();
    assertThat(out.resolve("figures"))
        .isDirectoryContaining("glob:**/decomposition-train.pdf")
        .isDirectoryContaining("glob:**/decomposition-train.png")
        .isDirectoryNotContaining("glob:**.svg");
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("gaussian, d = 2 has no pictures: " + run + " has no checkpoint")
        .doesNotContain("<img");
  }

  @Test
  @DisplayName("refuses, all at once, unknown formats, splits and references and a folder in use")
  void refusesAtOnce() {
    Recorded refused =
        report(
            "--format=markdwn",
            "--split=tset",
            "--digits=0",
            "--reference=hofman-johnson",
            "--out=" + comparison);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .containsExactly(
            "elbo: unknown format markdwn; did you mean markdown? known: text, csv, json, markdown,"
                + " latex",
            "elbo: unknown split tset; did you mean test? known: train, test",
            "elbo: option digits: 0 is out of range; allowed: from 1 to 6",
            "elbo: unknown reference hofman-johnson; did you mean hoffman-johnson? known:"
                + " hoffman-johnson",
            "elbo: out " + comparison + " is already used; name a new folder");
  }

  @Test
  @DisplayName("refuses formats of figures that are unknown or have no folder to be in")
  void refusesFigures() {
    assertThat(report("--figures=svg,pdg").err())
        .containsExactly(
            "elbo: --figures are files in the folder of --out; add --out FOLDER",
            "elbo: unknown figures pdg; did you mean pdf? known: svg, pdf, png");
  }

  @Test
  @DisplayName("of nothing ends with exit code 2 and says what to give")
  void ofNothing() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThat(Recorded.run(ELBO, "report").err())
        .containsExactly(
            "elbo: no folder to report; give those that elbo run, compare or sweep has left, or .npz"
                + " files of codes");
    Recorded refused = Recorded.run(ELBO, "report", empty.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .containsExactly(
            "elbo: no runs in "
                + empty
                + ": give a folder that elbo run, compare or sweep has left",
            "elbo: nothing to report: give folders of runs that are finished, or .npz files of codes");
  }
}
