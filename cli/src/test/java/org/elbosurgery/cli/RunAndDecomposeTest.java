package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo run and elbo decompose")
final class RunAndDecomposeTest {

  private static final Elbo ELBO = Elbo.standard();
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final List<String> TERMS =
      List.of("averageKl", "mutualInformation", "marginalKl", "residual");

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void nameRun() {
    run = folder.resolve("run");
  }

  private static Recorded succeeded(String... args) {
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.exitCode()).isZero();
    return recorded;
  }

  /** Requires that exactly one JSON object was printed. */
  private static JsonNode json(Recorded recorded) throws IOException {
    JsonNode json = MAPPER.readTree(String.join("\n", recorded.out()));
    assertThat(json.isObject()).isTrue();
    return json;
  }

  private static void assertEstimates(JsonNode json, List<String> names) {
    for (String name : names) {
      JsonNode estimate = json.get(name);
      assertThat(estimate).as(name).isNotNull();
      assertThat(estimate.fieldNames()).toIterable().startsWith("mean", "standardError");
      assertThat(estimate.has("exact"))
          .as(name)
          .isEqualTo(estimate.get("standardError").asDouble() == 0 && name.equals("averageKl"));
      assertThat(estimate.get("mean").isDouble()).as(name).isTrue();
      assertThat(estimate.get("standardError").asDouble()).as(name).isNotNegative();
    }
  }

  private static void assertSurgery(JsonNode json, int n, int d) {
    assertThat(json.get("n").asInt()).isEqualTo(n);
    assertThat(json.get("d").asInt()).isEqualTo(d);
    assertThat(json.get("logN").asDouble()).isEqualTo(Math.log(n));
    assertEstimates(json, TERMS);
  }

  @Test
  @DisplayName("--json prints one object with every term, of the test rows too, and provenance")
  void runPrintsJson() throws IOException {
    JsonNode json = json(succeeded(RunFolders.smallRun("--json", "--out=" + run)));
    assertSurgery(json, 300, 2);
    assertEstimates(json, List.of("elbo", "reconstruction"));
    assertSurgery(json.get("test"), 500, 2);
    assertEstimates(json.get("test"), List.of("elbo", "reconstruction"));
    assertThat(json.get("elbo").get("mean").asDouble())
        .isCloseTo(
            json.get("reconstruction").get("mean").asDouble()
                - json.get("averageKl").get("mean").asDouble(),
            within(1e-12));
    JsonNode provenance = json.get("provenance");
    assertThat(provenance.get("versions").fieldNames())
        .toIterable()
        .containsExactly("elbo", "nd4j", "java", "platform");
    assertThat(provenance.get("seed").asInt()).isEqualTo(7);
    assertThat(provenance.get("threads").asInt()).isEqualTo(1);
    assertThat(provenance.get("kernel").asText()).isNotEmpty();
    assertThat(provenance.get("dataSha256").asText()).matches("[0-9a-f]{64}");
    assertThat(json.get("folder").asText()).isEqualTo(run.toString());
  }

  @Test
  @DisplayName("decompose of a run prints what the run printed, and writes nothing")
  void decomposeRepeatsRun() throws IOException {
    List<String> printed = succeeded(RunFolders.smallRun("--out=" + run)).out();
    assertThat(printed).contains("saved in " + run);
    Map<String, String> before = RunFolders.listing(folder);
    List<String> again = succeeded("decompose", run.toString()).out();
    assertThat(again).isNotEmpty().isEqualTo(printed.subList(0, again.size()));
    JsonNode json = json(succeeded("decompose", run.toString(), "--json"));
    ObjectNode result = (ObjectNode) MAPPER.readTree(run.resolve("result.json").toFile());
    assertThat(result.remove("files")).isNotEmpty();
    assertThat(json).isEqualTo(result);
    assertThat(RunFolders.listing(folder)).isEqualTo(before);
  }

  @Test
  @DisplayName("--resume of a finished run prints its result once more, bit for bit")
  void resumeFinished() throws IOException {
    JsonNode json = json(succeeded(RunFolders.smallRun("--json", "--out=" + run)));
    assertThat(json(succeeded("run", "--resume=" + run, "--json"))).isEqualTo(json);
  }

  @Test
  @DisplayName("decompose of codes by a named prior and by a file agree, without reconstruction")
  void decomposeCodes() throws IOException {
    succeeded(RunFolders.smallRun("--out=" + run));
    String codes = "--codes=" + run.resolve("codes.npz");
    JsonNode named = json(succeeded("decompose", codes, "--prior=gaussian", "--json"));
    JsonNode file =
        json(succeeded("decompose", codes, "--prior-file=" + run.resolve("prior.npz"), "--json"));
    assertSurgery(named, 300, 2);
    assertThat(named.has("elbo")).isFalse();
    assertThat(named.has("reconstruction")).isFalse();
    assertThat(named.has("test")).isFalse();
    assertThat(named.get("provenance").get("dataSha256").asText()).matches("[0-9a-f]{64}");
    for (String term : TERMS) {
      assertThat(file.get(term)).isEqualTo(named.get(term));
    }
    assertThat(succeeded("decompose", codes).out())
        .as("the Gaussian is the default")
        .isEqualTo(succeeded("decompose", codes, "--prior=gaussian").out());
    JsonNode result = MAPPER.readTree(run.resolve("result.json").toFile());
    assertThat(named.get("averageKl")).isEqualTo(result.get("averageKl"));
  }

  @Test
  @DisplayName("decompose of codes takes a mixture prior: two posteriors that are its components")
  void decomposeByMixture() throws IOException {
    // Posteriors N(-2, 1) and N(2, 1) against the mixture of just these: p = q, so the marginal KL
    // is 0 and the average KL is all mutual information, 0.63272019 nats (METHODS, oracle +-a).
    Path codes = folder.resolve("codes.npz");
    Npz.write(
        codes,
        Map.of(
            "mean", NpyArray.of(new float[] {-2, 2}, 2, 1),
            "log_var", NpyArray.of(new float[2], 2, 1)));
    Path prior = folder.resolve("prior.npz");
    Npz.write(
        prior,
        Map.of(
            "log_weights", NpyArray.of(new double[] {Math.log(0.5), Math.log(0.5)}, 2),
            "mean", NpyArray.of(new double[] {-2, 2}, 2, 1),
            "log_var", NpyArray.of(new double[2], 2, 1)));
    JsonNode json =
        json(
            succeeded(
                "decompose",
                "--codes=" + codes,
                "--prior-file=" + prior,
                "--samples=20000",
                "--json"));
    assertSurgery(json, 2, 1);
    // Within 4 standard errors (false alarm 6e-5 a term; the seed is fixed) and single precision.
    assertClose(json.get("mutualInformation"), 0.63272019);
    assertClose(json.get("averageKl"), 0.63272019);
    assertClose(json.get("marginalKl"), 0);
    assertClose(json.get("residual"), 0);
  }

  private static void assertClose(JsonNode estimate, double expected) {
    assertThat(estimate.get("mean").asDouble())
        .isCloseTo(expected, within(4 * estimate.get("standardError").asDouble() + 1e-5));
  }

  @Test
  @DisplayName("one row and one dimension are enough (identity 23)")
  void smallest() throws IOException {
    JsonNode json =
        json(
            succeeded(
                RunFolders.smallRun(
                    "--limit=1", "--latent=1", "--epochs=1", "--json", "--out=" + run)));
    assertSurgery(json, 1, 1);
    assertThat(json.get("mutualInformation").get("mean").asDouble()).isEqualTo(0);
  }

  @Test
  @DisplayName(
      "a loss that is not finite exits with 4, names term, epoch and step, and leaves the last good"
          + " checkpoint")
  void diverges() throws IOException {
    // One step an epoch: the first throws the weights far out and is saved, the second overflows.
    Recorded recorded =
        Recorded.run(
            ELBO,
            RunFolders.smallRun("--batch=300", "--learning-rate=1e30", "--json", "--out=" + run));
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.err())
        .singleElement()
        .asString()
        .matches(
            "elbo: the (reconstruction|average KL) is (NaN|-?Infinity) in epoch 2, step 1; the"
                + " checkpoints before it are kept; try a smaller --learning-rate or a"
                + " --clip-norm");
    Recorded first =
        Recorded.run(
            ELBO,
            RunFolders.smallRun("--batch=30", "--learning-rate=1e30", "--out=" + run + "-first"));
    assertThat(first.err().get(0)).contains("in epoch 1, step ", ", before any checkpoint; try");
    Recorded frozen =
        Recorded.run(
            ELBO,
            RunFolders.smallRun(
                "--batch=300",
                "--epochs=1",
                "--learning-rate=1e3",
                "--prior=gaussian:mean=learned,covariance=full",
                "--out=" + run + "-frozen"));
    assertThat(frozen.exitCode()).isEqualTo(4);
    assertThat(frozen.err().get(0))
        .contains("the trained prior is not a density: the precision factor is 0.0 in row 0");
    assertThat(RunFolders.listing(run).keySet())
        .containsExactly(
            "",
            ".lock",
            "SHA256SUMS",
            "checkpoint",
            "checkpoint/step-00000001.npz",
            "metrics.csv",
            "spec.json");
    assertThat(Recorded.run(ELBO, "run", "--resume=" + run))
        .as("the checkpoint is whole; going on from it comes to the same end")
        .isEqualTo(recorded);
  }

  @Test
  @DisplayName("data that have moved are given by --data, and other data are refused")
  void movedData(@TempDir Path folder) throws IOException {
    float[] values = new float[100 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7 % 11 < 4 ? 1 : 0;
    }
    Path before = folder.resolve("before.npz");
    NpyArray array = NpyArray.of(values, 100, 6);
    Npz.write(before, Map.of("train", array, "test", array));
    Path run = folder.resolve("run");
    String[] command = RunFolders.smallRun("--data=" + before, "--limit=0", "--out=" + run);
    assertThat(Recorded.run(ELBO, command).exitCode()).isZero();
    Recorded there = Recorded.run(ELBO, "decompose", run.toString());
    assertThat(there.exitCode()).isZero();

    Path after = Files.move(before, folder.resolve("after, with a comma.npz"));
    assertThat(Recorded.run(ELBO, "decompose", run.toString()).exitCode()).isEqualTo(2);
    Recorded moved = Recorded.run(ELBO, "decompose", run.toString(), "--data=" + after);
    assertThat(moved.out()).isEqualTo(there.out());
    String[] likelihood = {"likelihood", run.toString(), "--samples=10", "--data=" + after};
    assertThat(Recorded.run(ELBO, likelihood).exitCode()).isZero();
    for (String word : List.of("decompose", "likelihood")) {
      Recorded other = Recorded.run(ELBO, word, run.toString(), "--data=synthetic");
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.err()).anyMatch(line -> line.contains("the data are not those of"));
    }
  }
}
