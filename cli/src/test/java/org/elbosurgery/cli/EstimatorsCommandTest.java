package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo estimators")
final class EstimatorsCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;

  private String codes(int n, int d) {
    Path file = folder.resolve("codes.npz");
    float[] mean = RandomStream.of(1).gaussians(n * d);
    float[] logVariance = new float[n * d];
    Arrays.fill(logVariance, -3);
    Npz.write(
        file, Map.of("mean", NpyArray.of(mean, n, d), "log_var", NpyArray.of(logVariance, n, d)));
    return "--codes=" + file;
  }

  private static Recorded succeeded(String... args) {
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.exitCode()).as(recorded.err().toString()).isZero();
    return recorded;
  }

  @Test
  @DisplayName(
      "prints each estimator that comes with the program beside exact, and says what it is")
  void table() {
    List<String> lines = succeeded("estimators", codes(300, 2)).out();
    assertThat(lines.get(0)).endsWith(", prior gaussian, N = 300, log N = 5.7038, d = 2");
    assertThat(lines)
        .anyMatch(line -> line.matches(" {2}exact +[0-9.]+ \\+- [0-9.]+ +a value +[0-9.]+"))
        .anyMatch(line -> line.matches(" {2}grid .*\\(exact\\) .* a value .*"))
        .anyMatch(line -> line.matches(" {2}bounds:side=lower .*-[0-9.]+ +a lower bound .*"))
        .anyMatch(line -> line.matches(" {2}bounds:side=lower .*\\+[0-9.]+ +an upper bound .*"))
        .anyMatch(line -> line.matches(" {2}minibatch:size=50,weights=leave-one-out .*"))
        .anyMatch(line -> line.matches(" {2}knn .* biased .*"));
  }

  @Test
  @DisplayName("gives the exact terms of elbo decompose, and every difference in JSON")
  void json() throws Exception {
    String codes = codes(300, 3);
    JsonNode surgery = read(succeeded("decompose", codes, "--json"));
    JsonNode compared =
        read(succeeded(
                "estimators",
                codes,
                "--json",
                "--estimator=bounds:side=upper",
                "--estimator",
                "knn"))
            .get(0);
    JsonNode estimators = compared.get("estimators");
    List<String> names = new ArrayList<>();
    estimators.forEach(estimator -> names.add(estimator.get("estimator").asText()));
    assertThat(names).containsExactly("exact", "bounds:side=upper", "knn");
    assertThat(estimators.get(0).get("mutualInformation"))
        .isEqualTo(surgery.get("mutualInformation"));
    JsonNode upper = estimators.get(1);
    assertThat(upper.get("informationBound").asText()).isEqualTo("upper");
    double difference =
        upper.get("mutualInformation").get("mean").asDouble()
            - surgery.get("mutualInformation").get("mean").asDouble();
    JsonNode minusExact = upper.get("minusExact").get("mutualInformation");
    assertThat(minusExact.get("mean").asDouble()).isCloseTo(difference, within(1e-12));
    assertThat(minusExact.get("errors").asDouble())
        .isCloseTo(difference / minusExact.get("standardError").asDouble(), within(1e-9));
    assertThat(estimators.get(2).get("informationBound").asText()).isEqualTo("biased");
  }

  @Test
  @DisplayName("gives the exact terms of a run's own result, digit for digit, of either split")
  void ofRun() throws Exception {
    Path run = folder.resolve("run");
    succeeded(RunFolders.smallRun("--prior=gaussian", "--seed=1", "--out=" + run));
    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    for (String split : List.of("train", "test")) {
      JsonNode exact =
          read(succeeded(
                  "estimators",
                  run.toString(),
                  "--split=" + split,
                  "--samples=" + result.at("/provenance/options/samples").asText(),
                  "--estimator=exact",
                  "--json"))
              .at("/0/estimators/0");
      JsonNode own = split.equals("train") ? result : result.get(split);
      for (String term : List.of("mutualInformation", "marginalKl")) {
        assertThat(exact.get(term)).as(split + " " + term).isEqualTo(own.get(term));
      }
    }
    JsonNode kept = new ObjectMapper().readTree(run.resolve("estimators-train.json").toFile());
    assertThat(kept.at("/estimators/0/marginalKl")).isEqualTo(result.get("marginalKl"));
    passesOver(Files.createDirectory(folder.resolve("torn")), run);
    namesOnce(run);
  }

  /** Checks that a file that an estimate cannot be added to is named, and its folder only once. */
  private static void namesOnce(Path run) throws Exception {
    Path kept = run.resolve("estimators-train.json");
    Files.writeString(kept, "{");
    Recorded recorded = Recorded.run(ELBO, "estimators", run.toString(), "--estimator=exact");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.out().get(0)).startsWith(run + ", train rows, prior gaussian");
    assertThat(recorded.err()).singleElement().asString().startsWith("elbo: " + kept + " ");
  }

  /** Checks that a damaged run beside another is named, and the other's terms are printed. */
  private void passesOver(Path torn, Path run) throws Exception {
    Files.writeString(torn.resolve("spec.json"), "{");
    Recorded recorded = Recorded.run(ELBO, "estimators", folder.toString(), "--estimator=exact");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.out().get(0)).startsWith(run + ", train rows, prior gaussian");
    assertThat(recorded.err()).singleElement().asString().startsWith("elbo: " + torn);
  }

  private static JsonNode read(Recorded recorded) throws Exception {
    return new ObjectMapper().readTree(String.join("\n", recorded.out()));
  }

  @Test
  @DisplayName("says which estimator does not take the codes, and compares the others")
  void refusal() {
    List<String> lines =
        succeeded("estimators", codes(50, 3), "--estimator=grid", "--estimator=knn").out();
    assertThat(lines)
        .contains(
            "grid: the estimator takes codes of at most 2 dimensions, not 3: take another, such as"
                + " exact")
        .anyMatch(line -> line.startsWith("  knn"));
  }

  @Test
  @DisplayName("reports everything that is wrong at once")
  void problems() {
    Recorded recorded =
        Recorded.run(
            ELBO, "estimators", "--prior=gaussian", "--estimator=nothing", "--samples=0", "no-run");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .anyMatch(line -> line.contains("--prior goes with --codes; a run has its own"))
        .anyMatch(line -> line.contains("unknown estimator nothing"))
        .anyMatch(line -> line.contains("samples"))
        .anyMatch(line -> line.contains("no-run"));
  }
}
