package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo verify")
final class VerifyCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private Path comparison;
  private Path run;

  @BeforeAll
  static void train() {
    Recorded recorded =
        Recorded.run(
            ELBO,
            RunFolders.smallComparison(
                "--prior=gaussian",
                "--prior=gaussian:mean=learned",
                "--out=" + shared.resolve("comparison")));
    assertThat(recorded.exitCode()).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    FileUtils.copyDirectory(shared.toFile(), folder.toFile());
    comparison = folder.resolve("comparison");
    run = comparison.resolve("1-gaussian");
  }

  private static Recorded verify(Object... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "verify";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].toString();
    }
    return Recorded.run(ELBO, all);
  }

  private static void assertRefused(Recorded recorded, String... parts) {
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err()).singleElement().asString().contains(parts);
  }

  @Test
  @DisplayName("finds all folders of a comparison as they were written, wherever they are now")
  void whole() throws IOException {
    Recorded recorded = verify(folder);
    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.out())
        .containsExactly(
            comparison + ": 1 files, all as they were written",
            run + ": 10 files, all as they were written",
            comparison.resolve("2-gaussian") + ": 10 files, all as they were written");
  }

  @Test
  @DisplayName(
      "names each file that is damaged, missing or of another, also as JSON, and ends with 2")
  void names() throws IOException {
    flip(run.resolve("metrics.csv"));
    Files.delete(run.resolve("codes-test.npz"));
    Files.writeString(run.resolve("notes.txt"), "mine");
    flip(comparison.resolve("comparison.json"));
    Recorded recorded = verify(comparison, "--json");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .satisfiesExactly(
            line -> assertThat(line).contains("comparison.json is damaged"),
            line -> assertThat(line).contains(run.resolve("codes-test.npz") + " is missing"),
            line -> assertThat(line).contains(run.resolve("metrics.csv") + " is damaged"),
            line -> assertThat(line).contains(run.resolve("notes.txt") + " is not listed"));
    JsonNode folders =
        new ObjectMapper().readTree(String.join("\n", recorded.out())).get("folders");
    assertThat(folders).hasSize(3);
    assertThat(folders.get(1).get("folder").asText()).isEqualTo(run.toString());
    assertThat(folders.get(1).get("files").asInt()).isEqualTo(10);
    assertThat(folders.get(1).get("problems")).hasSize(3);
    assertThat(folders.get(2).get("problems")).isEmpty();
  }

  @Test
  @DisplayName("only mentions what desktop programs leave, and passes over manifests of others")
  void notOurs() throws IOException {
    Files.writeString(run.resolve(".DS_Store"), "icons");
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("SHA256SUMS"), "0123  train-images.gz\n");
    Recorded recorded = verify(folder);
    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.out())
        .hasSize(3)
        .contains(
            run
                + ": 10 files, all as they were written; beside them files of the desktop:"
                + " .DS_Store");
    assertRefused(verify("--accept", data), data + " is not a folder of a run");
    JsonNode json = new ObjectMapper().readTree(String.join("\n", verify(run, "--json").out()));
    assertThat(json.at("/folders/0/desktopFiles/0").asText()).isEqualTo(".DS_Store");
  }

  @Test
  @DisplayName("names a folder that cannot be read, and goes on with the others")
  void unreadable() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("archive"));
    assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "not as root");
    Recorded recorded = verify(folder);
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err()).singleElement().asString().contains("cannot read " + locked);
    assertThat(recorded.out())
        .contains(locked + ": 1 problem", run + ": 10 files, all as they were written");
    assertThat(locked.toFile().setReadable(true)).isTrue();
  }

  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  @Test
  @DisplayName(
      "--accept takes one folder as it is; what contradicts itself is refused all the same")
  void accepts() throws IOException {
    Files.writeString(run.resolve("notes.txt"), "mine");
    assertThat(verify("--accept", run).exitCode()).isZero();
    assertThat(verify(comparison).exitCode()).isZero();
    assertThat(verify("--accept", folder).err())
        .singleElement()
        .asString()
        .contains("is not a folder of");

    Path result = run.resolve("result.json");
    String whole = Files.readString(result);
    Files.writeString(
        result, whole.replaceFirst("(\"marginalKl\" : \\{\\s+\"mean\" : )[^,]+", "$19.87"));
    assertThat(Recorded.run(ELBO, "report", comparison.toString()).err())
        .anyMatch(line -> line.contains(result + " is damaged"));
    assertRefused(verify("--accept", run), "result.json: its train terms contradict each other");
    assertThat(Recorded.run(ELBO, "report", comparison.toString()).err())
        .anyMatch(line -> line.contains("its train terms contradict each other"));
    Files.writeString(result, whole);
    assertThat(verify("--accept", run).exitCode()).isZero();
  }

  @Test
  @DisplayName(
      "tells points, prior and specification that are of another run or missing, accepted or not")
  void foreignFiles() throws IOException {
    Path other = comparison.resolve("2-gaussian");
    for (String name : List.of("points.npz", "prior.npz")) {
      byte[] own = Files.readAllBytes(run.resolve(name));
      Files.copy(other.resolve(name), run.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      assertRefused(verify(run), name + " is damaged");
      assertRefused(verify("--accept", run), "result.json: " + name + " does not belong to it");
      Files.write(run.resolve(name), own);
      assertThat(verify("--accept", run).exitCode()).isZero();
    }
    byte[] prior = Files.readAllBytes(run.resolve("prior.npz"));
    Files.delete(run.resolve("prior.npz"));
    assertRefused(verify("--accept", run), "prior.npz, which belongs to it, is missing");
    assertRefused(
        Recorded.run(ELBO, "gap", run.toString()), "prior.npz, which belongs to it, is missing");
    Files.write(run.resolve("prior.npz"), prior);
    byte[] spec = Files.readAllBytes(run.resolve("spec.json"));
    Files.copy(
        other.resolve("spec.json"), run.resolve("spec.json"), StandardCopyOption.REPLACE_EXISTING);
    assertRefused(
        verify("--accept", run), "it is not of spec.json: prior was gaussian:mean=learned");
    for (String command : List.of("decompose", "gap", "likelihood")) {
      assertRefused(
          Recorded.run(ELBO, command, run.toString()), "it is not of spec.json: prior was");
    }
    Files.write(run.resolve("spec.json"), spec);
    assertThat(verify("--accept", run).exitCode()).isZero();
  }

  @Test
  @DisplayName("tells a checkpoint, bounds and a gap analysis of another run, accepted or not")
  void foreignAdditions() throws IOException {
    Path other = comparison.resolve("2-gaussian");
    assertThat(Recorded.run(ELBO, "gap", other.toString(), "--prior=gaussian").exitCode()).isZero();
    assertThat(
            Recorded.run(ELBO, "likelihood", other.toString(), "--samples=2", "--rows=2")
                .exitCode())
        .isZero();
    String[] ais = {"ais", other.toString(), "--rows=2", "--temperatures=2", "--chains=2"};
    assertThat(Recorded.run(ELBO, ais).exitCode()).isZero();
    Path checkpoint = run.resolve("checkpoint");
    FileUtils.copyDirectory(checkpoint.toFile(), folder.resolve("own").toFile());
    FileUtils.deleteDirectory(checkpoint.toFile());
    FileUtils.copyDirectory(other.resolve("checkpoint").toFile(), checkpoint.toFile());
    String training = "the newest checkpoint in " + run + " is not of the training";
    assertRefused(verify("--accept", run), training);
    assertRefused(Recorded.run(ELBO, "decompose", run.toString()), training);

    FileUtils.deleteDirectory(checkpoint.toFile());
    FileUtils.moveDirectory(folder.resolve("own").toFile(), checkpoint.toFile());
    Files.copy(other.resolve("gap.json"), run.resolve("gap.json"));
    String gap = "gap.json is not of the run it is in: prior was gaussian:mean=zero";
    assertRefused(verify("--accept", run), gap);
    assertThat(Recorded.run(ELBO, "report", run.toString()).err())
        .anyMatch(line -> line.contains(gap));

    Files.delete(run.resolve("gap.json"));
    for (String name : List.of("likelihood-test-2.json", "likelihood-test-2.npz")) {
      Files.copy(other.resolve(name), run.resolve(name));
    }
    assertRefused(verify("--accept", run), "likelihood-test-2.npz has bounds of");

    Files.delete(run.resolve("likelihood-test-2.json"));
    for (String type : List.of(".json", ".npz")) {
      String name = "likelihood-ais-test-2x2-posterior" + type;
      Files.copy(other.resolve(name), run.resolve(name));
    }
    assertRefused(
        verify("--accept", run), "likelihood-ais-test-2x2-posterior.npz has chains of checkpoint");
  }

  @Test
  @DisplayName("a flipped bit of the specification of a half-trained run keeps it from going on")
  void halfTrained() throws IOException {
    Files.delete(run.resolve("result.json"));
    Path spec = run.resolve("spec.json");
    byte[] content = Files.readAllBytes(spec);
    int digit = Files.readString(spec).indexOf("0.001") + 4; // 1 becomes 5, a learning rate too
    content[digit] ^= 4;
    Files.write(spec, content);
    assertThat(Files.readString(spec)).contains("0.005");
    assertRefused(Recorded.run(ELBO, "run", "--resume=" + run), spec + " is damaged: its SHA-256");
  }

  @Test
  @DisplayName("refuses metrics that stop before the end of the training, accepted or not")
  void truncatedMetrics() throws IOException {
    Path metrics = run.resolve("metrics.csv");
    String whole = Files.readString(metrics);
    int lastLine = whole.lastIndexOf('\n', whole.length() - 2) + 1;
    Files.writeString(metrics, whole.substring(0, lastLine));
    assertRefused(verify("--accept", run), metrics + " is damaged: its epochs are not 1 to 3");
    Files.writeString(metrics, whole.substring(0, lastLine + 20));
    assertRefused(verify("--accept", run), metrics + " is damaged");
  }

  @Test
  @DisplayName("needs folders of runs, and says which are none")
  void refuses() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(verify(), "name one or more folders");
    assertRefused(verify(empty), "no runs in " + empty);
    Files.delete(run.resolve("SHA256SUMS"));
    assertRefused(verify(run), run + " has no SHA256SUMS", "elbo verify --accept " + run);
    assertRefused(Recorded.run(ELBO, "gap", run.toString()), run + " has no SHA256SUMS");
    assertThat(verify("--accept", run).out()).singleElement().asString().contains("10 files, all");
  }
}
