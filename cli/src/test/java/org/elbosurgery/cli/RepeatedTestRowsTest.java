package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Test rows that are training rows")
final class RepeatedTestRowsTest {

  private static final Elbo ELBO = Elbo.standard();

  private static final String SENTENCE =
      "test: 64 of 64 rows are training rows, more than chance explains: these are not new data";

  @TempDir private Path folder;

  /** Writes the numbers from {@code first} on in base two, 64 rows of 8 values. */
  private Path file(String name, int first) {
    float[] values = new float[64 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((first + i / 8) >> (i % 8)) & 1;
    }
    Path file = folder.resolve(name);
    AtomicFile.write(file, NpyArray.of(values, 64, 8));
    return file;
  }

  private Recorded run(Path train, Path test, String... more) {
    String[] options = new String[more.length + 3];
    options[0] = "--data=" + train + "," + test;
    options[1] = "--limit=0";
    options[2] = "--epochs=1";
    System.arraycopy(more, 0, options, 3, more.length);
    return Recorded.run(ELBO, RunFolders.smallRun(options));
  }

  @Test
  @DisplayName("are warned of below the table, in JSON and in a report, and end --strict with 4")
  void sameFile() throws IOException {
    Path file = file("a.npy", 0);
    Path run = folder.resolve("run");
    Recorded recorded = run(file, file, "--strict", "--out=" + run);
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.out()).contains("warning: " + SENTENCE, "saved in " + run);
    assertThat(recorded.err()).containsExactly("elbo: --strict: the result has a warning");
    assertThat(Files.readString(run.resolve("result.json")))
        .contains("\"warnings\" : [ \"" + SENTENCE + "\" ]", "\"repeatedTestRows\" : 64");

    Recorded again = Recorded.run(ELBO, "decompose", run.toString(), "--json");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).containsExactly("elbo: warning: " + SENTENCE);
    Recorded report =
        Recorded.run(ELBO, "report", run.toString(), "--strict", "--out=" + folder.resolve("page"));
    assertThat(report.exitCode()).isEqualTo(4);
    assertThat(report.out()).contains("warning: " + run + ": " + SENTENCE);
  }

  @Test
  @DisplayName("are warned of by elbo gap and elbo likelihood, of the rows that they are of")
  void laterCommands() throws IOException {
    Path file = file("a.npy", 0);
    Path run = folder.resolve("run");
    run(file, file, "--out=" + run);

    assertWarned(run, "gap.json", "gap", "--prior=gaussian:mean=learned", "--steps=5");
    assertWarned(run, "likelihood-test-200.json", "likelihood", "--samples=200");
    Recorded train =
        Recorded.run(ELBO, "likelihood", run.toString(), "--samples=200", "--split=train");
    assertThat(train.out()).noneMatch(line -> line.contains("training rows"));
  }

  /** Below the table, or in JSON and on standard error; kept in a file; a failure if strict. */
  private void assertWarned(Path run, String file, String command, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, run.toString(), "--threads=1"));
    arguments.addAll(List.of(options));
    arguments.add("--strict");
    Recorded text = Recorded.run(ELBO, arguments.toArray(String[]::new));
    assertThat(text.out()).filteredOn(line -> line.endsWith(SENTENCE)).hasSize(1);
    assertThat(text.err()).singleElement().asString().startsWith("elbo: --strict: the result has");
    assertThat(text.exitCode()).isEqualTo(4);

    arguments.set(arguments.size() - 1, "--json");
    Recorded json = Recorded.run(ELBO, arguments.toArray(String[]::new));
    assertThat(json.exitCode()).isZero();
    assertThat(json.err()).contains("elbo: warning: " + run + ": " + SENTENCE);
    String member = "\"warnings\" : [ \"" + SENTENCE + "\"";
    assertThat(String.join("\n", json.out())).contains(member);
    assertThat(Files.readString(run.resolve(file))).contains(member);
  }

  @Test
  @DisplayName("are not warned of where there are none")
  void otherFile() {
    Recorded recorded =
        run(
            file("a.npy", 0),
            file("b.npy", 64),
            "--strict",
            "--json",
            "--out=" + folder.resolve("run"));
    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.err()).isEmpty();
    assertThat(String.join("\n", recorded.out())).doesNotContain("warnings", "repeatedTestRows");
  }
}
