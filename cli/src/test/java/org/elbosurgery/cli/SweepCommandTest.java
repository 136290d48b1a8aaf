package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small sweeps through the program as users get it; every cell is a process of its own. */
@DisplayName("elbo sweep")
final class SweepCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;
  private Path sweep;

  @BeforeEach
  void nameSweep() {
    sweep = folder.resolve("sweep");
  }

  private Recorded sweep(String... given) {
    List<String> arguments = new ArrayList<>(List.of(given));
    arguments.add("--out=" + sweep);
    return Recorded.run(ELBO, RunFolders.smallSweep(arguments.toArray(String[]::new)));
  }

  private static Recorded succeeded(Recorded recorded) {
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.exitCode()).isZero();
    return recorded;
  }

  @Test
  @DisplayName("runs every cell as elbo run would, and prints them in order; once more, the same")
  void runsAll() throws IOException {
    String[] axes = {"--jobs=2", "--latent=2", "--latent=1", "--prior=gaussian"};
    Recorded first = succeeded(sweep(axes));
    assertThat(first.out().get(0)).startsWith("2 cells: 2 done;");
    assertThat(first.out())
        .filteredOn(line -> line.startsWith("  "))
        .filteredOn(line -> line.contains("latent"))
        .extracting(line -> line.strip().substring(0, 8))
        .containsExactly("latent 2", "latent 1", "latent 2", "latent 1");

    Path run = folder.resolve("run");
    succeeded(Recorded.run(ELBO, RunFolders.smallRun("--latent=2", "--out=" + run)));
    Path cell = RunFolders.cell(sweep, "gaussian-d2-seed7-");
    for (String file : List.of("result.json", "codes.npz", "points-test.npz", "prior.npz")) {
      assertThat(cell.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
    }

    var before = RunFolders.listing(sweep);
    assertThat(succeeded(sweep(axes))).isEqualTo(first);
    List<String> onSpark = new ArrayList<>(List.of(axes));
    onSpark.add("--spark=spark://127.0.0.1:9"); // which nobody asks, as nothing is to be done
    assertThat(succeeded(sweep(onSpark.toArray(String[]::new)))).isEqualTo(first);
    assertThat(RunFolders.listing(sweep)).isEqualTo(before);
    assertThat(succeeded(Recorded.run(ELBO, "sweep", "--status=" + sweep))).isEqualTo(first);
  }

  @Test
  @DisplayName("exits as the failed cell does: with 2 where its folder holds another run")
  void exitsAsCell() throws IOException {
    succeeded(sweep());
    Path cell = RunFolders.cell(sweep, "gaussian-d2-seed7-");
    Files.delete(cell.resolve("result.json"));
    Path spec = cell.resolve("spec.json");
    Files.writeString(
        spec, Files.readString(spec).replace("\"epochs\" : \"3\"", "\"epochs\" : \"4\""));
    Recorded recorded = sweep();
    assertThat(recorded.out()).anyMatch(line -> line.contains("failed: "));
    assertThat(recorded.exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("has a row that says why a cell failed, finishes the others, and exits with 4")
  void failedCell() throws IOException {
    Recorded recorded =
        sweep("--jobs=2", "--learning-rate=1e30", "--learning-rate=0.01", "--batch=300");
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.out().get(0)).startsWith("2 cells: 1 done, 1 failed;");
    assertThat(recorded.out())
        .anyMatch(line -> line.matches("learning-rate 1e30 failed: .* in epoch 2, step 1.*"));
    assertThat(recorded.err())
        .containsExactly(
            "elbo: 1 of 2 cells failed, as the table says; the same command tries them again");
    Recorded status = Recorded.run(ELBO, "sweep", "--status=" + sweep, "--json");
    JsonNode cells = new ObjectMapper().readTree(String.join("\n", status.out())).get("cells");
    assertThat(cells.get(0).get("state").asText()).isEqualTo("failed");
    assertThat(cells.get(0).get("detail").asText()).contains("in epoch 2, step 1");
    assertThat(cells.get(1).get("state").asText()).isEqualTo("done");
    assertThat(cells.get(1).get("result").get("n").asInt()).isEqualTo(300);
  }

  @Test
  @DisplayName(
      "--print-spec writes a file that --spec takes for the same sweep; options beside it win")
  void specFile() throws IOException {
    List<String> printed =
        succeeded(sweep("--latent=2", "--latent=1", "--seed=1", "--seed=2", "--print-spec")).out();
    assertThat(sweep).doesNotExist();
    Path file = Files.write(folder.resolve("sweep.yaml"), printed);
    assertThat(succeeded(Recorded.run(ELBO, "sweep", "--spec=" + file, "--print-spec")).out())
        .isEqualTo(printed);
    Recorded one =
        succeeded(Recorded.run(ELBO, "sweep", "--spec=" + file, "--seed=3", "--out=" + sweep));
    assertThat(one.out().get(0)).startsWith("2 cells: 2 done;");
    assertThat(RunFolders.cell(sweep, "gaussian-d1-seed3-")).exists();
  }

  @Test
  @DisplayName("--print-cells lists the cells, with --only those of a share, and makes nothing")
  void printsCells() {
    String[] axes = {"--latent=2", "--latent=1", "--seed=1", "--seed=2", "--print-cells"};
    List<String> cells = succeeded(sweep(axes)).out();
    assertThat(cells)
        .extracting(line -> line.replaceFirst("-[0-9a-f]{8}$", ""))
        .containsExactly(
            "1  latent 2, seed 1  " + sweep + "/cells/gaussian-d2-seed1",
            "2  latent 2, seed 2  " + sweep + "/cells/gaussian-d2-seed2",
            "3  latent 1, seed 1  " + sweep + "/cells/gaussian-d1-seed1",
            "4  latent 1, seed 2  " + sweep + "/cells/gaussian-d1-seed2");
    List<List<String>> shares = new ArrayList<>();
    for (int share = 1; share <= 3; share++) {
      List<String> arguments = new ArrayList<>(List.of(axes));
      arguments.add("--only=" + share + "/3");
      shares.add(succeeded(sweep(arguments.toArray(String[]::new))).out());
    }
    assertThat(shares)
        .containsExactly(
            List.of(cells.get(0), cells.get(3)), List.of(cells.get(1)), List.of(cells.get(2)));
    assertThat(sweep).doesNotExist();
  }

  @Test
  @DisplayName("--only runs the cells of a share, or those that have failed, and no others")
  void runsOnly() throws IOException {
    String[] axes = {"--jobs=2", "--learning-rate=1e30", "--learning-rate=0.01", "--batch=300"};
    List<String> only = new ArrayList<>(List.of(axes));
    only.add("--only=1/2");
    only.add("--retry=2"); // not for numbers, which would be the same
    Recorded first = sweep(only.toArray(String[]::new));
    assertThat(first.exitCode()).isEqualTo(4);
    assertThat(first.err()).noneMatch(line -> line.contains("trying again"));
    assertThat(first.out().get(0)).startsWith("1 cells: 1 failed;");
    assertThat(Recorded.run(ELBO, "sweep", "--status=" + sweep).out().get(0))
        .startsWith("2 cells: 1 failed, 1 missing;");
    only.remove("--retry=2");
    only.set(axes.length, "--only=failed");
    assertThat(sweep(only.toArray(String[]::new)).out().get(0)).startsWith("1 cells: 1 failed;");
    assertThat(Recorded.run(ELBO, "sweep", "--status=" + sweep).out().get(0))
        .startsWith("2 cells: 1 failed, 1 missing;");
    only.set(axes.length, "--only=3/3");
    assertThat(succeeded(sweep(only.toArray(String[]::new))).out().get(0))
        .isEqualTo("no cells to run");
  }

  @Test
  @DisplayName("goes on with a sweep that has grown, and keeps its threads")
  void grows() throws IOException {
    List<String> options = new ArrayList<>(List.of(RunFolders.smallSweep("--out=" + sweep)));
    options.remove("--threads=1");
    List<String> first = new ArrayList<>(options);
    first.addAll(List.of("--jobs=2"));
    succeeded(Recorded.run(ELBO, first.toArray(String[]::new)));
    byte[] before =
        Files.readAllBytes(RunFolders.cell(sweep, "gaussian-d2-seed7-").resolve("result.json"));
    List<String> larger = new ArrayList<>(options);
    larger.addAll(List.of("--jobs=1", "--seed=8"));
    Recorded recorded = succeeded(Recorded.run(ELBO, larger.toArray(String[]::new)));
    assertThat(recorded.out().get(0)).startsWith("2 cells: 2 done;");
    Path cell = RunFolders.cell(sweep, "gaussian-d2-seed7-");
    assertThat(cell.resolve("result.json")).hasBinaryContent(before);
    assertThat(RunFolders.cell(sweep, "gaussian-d2-seed8-").resolve("result.json")).exists();
  }
}
