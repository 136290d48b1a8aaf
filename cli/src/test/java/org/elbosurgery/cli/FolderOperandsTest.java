package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two comparisons of two priors, which differ in the seed, in one folder. */
@DisplayName("A folder that holds runs of several priors and seeds")
final class FolderOperandsTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private static Path folder;

  private static List<String> runs;

  @BeforeAll
  static void compare() {
    runs = new ArrayList<>();
    for (String seed : new String[] {"1", "2"}) {
      Path out = folder.resolve("seed" + seed);
      String[] command =
          RunFolders.smallComparison(
              "--prior=gaussian", "--prior=mixture:components=2", "--seed=" + seed, "--out=" + out);
      assertThat(Recorded.run(ELBO, command).exitCode()).isZero();
      runs.add(out.resolve("1-gaussian").toString());
      runs.add(out.resolve("2-mixture").toString());
    }
  }

  private static Recorded run(String command, String... rest) {
    String[] words =
        Stream.concat(Stream.of(command, folder.toString()), Stream.of(rest))
            .toArray(String[]::new);
    Recorded recorded = Recorded.run(ELBO, words);
    assertThat(recorded.exitCode()).as("%s: %s", command, recorded.err()).isZero();
    return recorded;
  }

  private static JsonNode json(Recorded recorded) throws IOException {
    return new ObjectMapper().readTree(String.join("\n", recorded.out()));
  }

  @Test
  @DisplayName("is taken by the commands on runs, and read together by gap, each seed for itself")
  void everyCommand() throws IOException {
    assertThat(run("likelihood", "--rows=2", "--samples=2").out().toString()).contains(runs);
    assertThat(run("ais", "--rows=2", "--temperatures=2", "--chains=2").out().toString())
        .contains(runs);
    assertThat(run("report").out()).anyMatch(line -> line.contains("mixture"));
    JsonNode gap = json(run("gap", "--prior=gaussian:mean=learned", "--steps=5", "--json"));
    assertThat(gap.get("runs")).hasSize(4);
    assertThat(gap.get("joint")).hasSize(2);
  }

  @Test
  @DisplayName("is exported run by run, into folders named by what differs")
  void export(@TempDir Path parent) {
    Path out = parent.resolve("out");
    assertThat(run("export", "--out=" + out, "--samples=3").out())
        .containsExactly(
            "saved in " + out.resolve("seed1/1-gaussian"),
            "saved in " + out.resolve("seed1/2-mixture"),
            "saved in " + out.resolve("seed2/1-gaussian"),
            "saved in " + out.resolve("seed2/2-mixture"));
    for (String file : new String[] {"weights.safetensors", "decoder.onnx", "result.json"}) {
      assertThat(out.resolve("seed2/2-mixture").resolve(file)).isRegularFile();
    }
    Path alone = parent.resolve("alone");
    String comparison = Path.of(runs.get(0)).getParent().toString();
    assertThat(Recorded.run(ELBO, "export", comparison, "--out=" + alone, "--samples=0").out())
        .containsExactly(
            "saved in " + alone.resolve("1-gaussian"), "saved in " + alone.resolve("2-mixture"));
    String one = runs.get(0);
    Path weights = parent.resolve("w.safetensors");
    Path onnx = parent.resolve("w.onnx");
    Recorded named =
        Recorded.run(ELBO, "export", one, "--weights=" + weights, "--onnx=" + onnx, "--samples=3");
    assertThat(named.out())
        .containsExactly(
            "saved " + weights,
            "saved " + parent.resolve("w-encoder.onnx"),
            "saved " + parent.resolve("w-decoder.onnx"),
            "saved " + parent.resolve("w-likelihood.onnx"),
            "saved " + parent.resolve("w-samples.npz"));
    assertThat(weights).hasSameBinaryContentAs(out.resolve("seed1/1-gaussian/weights.safetensors"));
  }

  @Test
  @DisplayName("is not exported where a file is already, or to one name, or to none")
  void exportRefused() throws IOException {
    String weights = folder.resolve("seed1/1-gaussian/codes.npz").toString();
    assertThat(Refusal.of(folder, "export", folder.toString()))
        .containsExactly(
            "give either --out FOLDER for all files, or names for some: --weights"
                + " NAME.safetensors, --onnx NAME.onnx; or --results FOLDER for the results alone");
    assertThat(Refusal.of(folder, "export", folder.toString(), "--onnx=x.onnx"))
        .containsExactly("4 runs cannot share the name of a file; give --out FOLDER, or one run");
    assertThat(Refusal.of(folder, "export", runs.get(0), "--weights=" + weights, "--out=" + folder))
        .containsExactly(
            "weights is " + weights + "; give NAME.safetensors",
            weights + " is there; name a new file",
            "out " + folder + " is already used; name a new folder");
    assertThat(Refusal.of(folder, "export", "--samples=-1"))
        .contains(
            "give the folder of a finished run, or several, or one that holds runs",
            "option samples: -1 is out of range; allowed: from 0 to 1e7");
    assertThat(Refusal.of(folder, "export", "--samples=-1", "--out=\0"))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("out \0 is not a path: "));
  }

  @Test
  @DisplayName("is exported as results alone, of which the same report is made")
  void results(@TempDir Path parent) throws IOException {
    Path kept = parent.resolve("kept");
    assertThat(run("export", "--results=" + kept).out())
        .contains("saved in " + kept.resolve("seed2/2-mixture"))
        .hasSize(4);
    assertThat(Recorded.run(ELBO, "verify", kept.toString()).exitCode()).isZero();
    assertThat(Recorded.run(ELBO, "report", kept.toString()).out()).isEqualTo(run("report").out());
    assertThat(Refusal.of(folder, "gap", kept.resolve("seed1/2-mixture").toString()))
        .anyMatch(problem -> problem.endsWith("without its codes; give the run itself"));
    assertThat(
            Refusal.of(folder, "export", runs.get(0), "--results=" + kept, "--out=x", "--seed=2"))
        .containsExactly(
            "out " + kept + " is already used; name a new folder",
            "--results writes results alone and goes with no other option; leave out --out, --seed");
  }

  @Test
  @DisplayName("is decomposed as it was, and compared seed by seed with the numbers of compare")
  void decompose() throws IOException {
    JsonNode all = json(run("decompose", "--json"));
    assertThat(all.get("runs")).hasSize(4);
    assertThat(all.get("comparisons")).hasSize(2);
    String resume = "--resume=" + folder.resolve("seed2");
    JsonNode compared = json(Recorded.run(ELBO, "compare", resume, "--json"));
    JsonNode second = all.get("comparisons").get(1);
    assertThat(second.get("differences")).isEqualTo(compared.get("differences"));
    assertThat(second.get("runs")).extracting(JsonNode::asText).isEqualTo(runs.subList(2, 4));
  }

  @Test
  @DisplayName(
      "is decomposed but for a run that cannot be, which is named, and options are told once")
  void damaged(@TempDir Path copy) throws IOException {
    FileUtils.copyDirectory(folder.resolve("seed1").toFile(), copy.toFile());
    Path broken = copy.resolve("2-mixture");
    FileUtils.deleteDirectory(broken.resolve("checkpoint").toFile());
    Recorded recorded = Recorded.run(ELBO, "decompose", copy.toString());
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err()).anyMatch(line -> line.startsWith("elbo: " + broken + " "));
    assertThat(recorded.out())
        .contains(copy.resolve("1-gaussian").toString())
        .anyMatch(line -> line.startsWith("marginal KL"));
    Recorded wrong = Recorded.run(ELBO, "decompose", copy.toString(), "--samples=x");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).hasSize(1);
  }
}
