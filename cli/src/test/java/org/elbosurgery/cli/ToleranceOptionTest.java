package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("--tolerance")
final class ToleranceOptionTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;

  private String codes() {
    int n = 2500;
    Path file = folder.resolve("codes.npz");
    float[] logVariance = new float[2 * n];
    Arrays.fill(logVariance, -3);
    NpyArray mean = NpyArray.of(RandomStream.of(1).gaussians(2 * n), n, 2);
    Npz.write(file, Map.of("mean", mean, "log_var", NpyArray.of(logVariance, n, 2)));
    return "--codes=" + file;
  }

  @Test
  @DisplayName("draws samples until the errors are below it, says how many, and which estimator")
  void stops() throws Exception {
    String codes = codes();
    Recorded text = Recorded.run(ELBO, "decompose", codes, "--tolerance=0.03");
    assertThat(text.exitCode()).as(text.err().toString()).isZero();
    assertThat(text.out())
        .contains(
            "codes: 2000 samples of z were enough; the marginal KL is mainly estimated directly.");
    Recorded json = Recorded.run(ELBO, "decompose", codes, "--tolerance=0.005", "--json");
    JsonNode surgery = new ObjectMapper().readTree(String.join("\n", json.out()));
    for (String term : new String[] {"mutualInformation", "marginalKl", "averageKl"}) {
      assertThat(surgery.get(term).get("standardError").asDouble()).as(term).isLessThan(0.005);
    }
    assertThat(surgery.get("provenance").get("estimator").asText())
        .isEqualTo("subsampled:tolerance=0.005");
  }

  @Test
  @DisplayName("pairs the models of a comparison at the rows that were drawn of both")
  void compares() throws Exception {
    Path out = folder.resolve("compared");
    Recorded text =
        Recorded.run(
            ELBO,
            "compare",
            "--data=synthetic",
            "--epochs=1",
            "--prior=gaussian",
            "--prior=mixture:components=3",
            "--encoder=mlp:hidden-units=8",
            "--decoder=mlp:hidden-units=8",
            "--tolerance=0.1",
            "--out=" + out);
    assertThat(text.exitCode()).as(text.err().toString()).isZero();
    assertThat(text.out())
        .contains("2-mixture, train: paired at the 1000 of 2000 rows that were drawn of both")
        .noneMatch(line -> line.contains("2-mixture, test: paired")); // all 500 are drawn
    Path points = out.resolve("2-mixture").resolve("points.npz");
    assertThat(Npz.read(points).get("indices")).hasToString("int64 [1000]");
    Recorded again = Recorded.run(ELBO, "compare", "--resume=" + out, "--json");
    JsonNode differences =
        new ObjectMapper().readTree(String.join("\n", again.out())).get("differences").get(0);
    for (String term : new String[] {"mutualInformation", "marginalKl", "averageKl", "elbo"}) {
      assertThat(differences.get("train").get(term).get("standardError").asDouble())
          .as(term)
          .isBetween(0.001, 0.5);
    }
    saysAgain(out.resolve("2-mixture"));
  }

  /** Checks that a run read back says how many samples it had, where its folder says so. */
  private static void saysAgain(Path run) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode result = (ObjectNode) mapper.readTree(run.resolve("result.json").toFile());
    assertThat(result.at("/samples/mutualInformation").asLong()).isEqualTo(2000);
    assertThat(sentence(run))
        .hasValueSatisfying(text -> assertThat(text).startsWith("2000 samples"));
    result.remove("samples");
    mapper.writeValue(run.resolve("result.json").toFile(), result);
    CheckedFolder.of(run).accept();
    assertThat(sentence(run)).as("of an earlier version").isEmpty();
  }

  private static Optional<String> sentence(Path run) {
    return SubsampledEstimator.sentence(FinishedRun.read(run).result().train().terms());
  }

  @Test
  @DisplayName("goes with neither --samples nor --estimator, and says so with all other problems")
  void contradictions() {
    for (String command : new String[] {"run", "decompose", "compare"}) {
      Recorded recorded =
          Recorded.run(
              ELBO, command, "--tolerance=0.01", "--samples=3", "--estimator=exact", "--seed=x");
      assertThat(recorded.exitCode()).isEqualTo(2);
      assertThat(recorded.err())
          .anyMatch(line -> line.contains("give --tolerance or --samples, not both"))
          .anyMatch(line -> line.contains("give --tolerance or --estimator, not both"));
    }
    Recorded tooSmall = Recorded.run(ELBO, "decompose", codes(), "--tolerance=0");
    assertThat(tooSmall.exitCode()).isEqualTo(2);
    assertThat(tooSmall.err())
        .anyMatch(line -> line.contains("option tolerance: 0 is out of range"));
  }
}
