package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is timed and how it is printed; no test says how long anything takes. */
@DisplayName("elbo bench")
final class BenchCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  private static Recorded run(String... args) {
    return Recorded.run(ELBO, args);
  }

  private static Map<String, Object> object(String line) throws IOException {
    return new ObjectMapper().readValue(line, new TypeReference<Map<String, Object>>() {});
  }

  private static List<String> problems(String... args) {
    Recorded recorded = run(args);
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.out()).isEmpty();
    return recorded.err();
  }

  @Test
  @DisplayName("step --json prints one line with the case and its times")
  void stepJson() throws IOException {
    Recorded recorded =
        run(
            "bench",
            "step",
            "--prior=mixture:components=3",
            "--encoder=mlp:hidden-layers=1,hidden-units=8",
            "--decoder=mlp:hidden-layers=1,hidden-units=9",
            "--latent=2",
            "--batch=4",
            "--rounds=1",
            "--threads=2",
            "--json");
    assertThat(recorded.exitCode()).as("%s", recorded.err()).isZero();
    assertThat(recorded.out()).hasSize(1);
    Map<String, Object> json = object(recorded.out().get(0));
    assertThat(json)
        .containsEntry("case", "step")
        .containsEntry("prior", "mixture:components=3")
        .containsEntry("encoder", "mlp:hidden-layers=1,hidden-units=8")
        .containsEntry("decoder", "mlp:hidden-layers=1,hidden-units=9")
        .containsEntry("latent", 2)
        .containsEntry("batch", 4)
        .containsEntry("threads", 2)
        .containsOnlyKeys(
            "case",
            "prior",
            "encoder",
            "decoder",
            "latent",
            "batch",
            "threads",
            "medianMs",
            "meanMs");
    assertPositive(json, "medianMs", "meanMs");
  }

  @Test
  @DisplayName("posterior --json prints a line for each latent size, with rates and the error")
  void posteriorJson() throws IOException {
    Recorded recorded =
        run("bench", "posterior", "--size=300", "--rounds=2", "--threads=1", "--json");
    assertThat(recorded.exitCode()).as("%s", recorded.err()).isZero();
    assertThat(recorded.out()).hasSize(3);
    for (String line : recorded.out()) {
      Map<String, Object> json = object(line);
      assertThat(json)
          .containsEntry("case", "posterior")
          .containsEntry("prior", null)
          .containsEntry("encoder", null)
          .containsEntry("decoder", null)
          .containsEntry("batch", null)
          .containsEntry("threads", 1)
          .containsOnlyKeys(
              "case",
              "prior",
              "encoder",
              "decoder",
              "latent",
              "batch",
              "threads",
              "medianMs",
              "meanMs",
              "pairsPerSecond",
              "fullSeconds",
              "maxError");
      assertPositive(json, "medianMs", "meanMs", "pairsPerSecond", "fullSeconds");
      // N = S = 60000 at the rate of N = S = 300.
      double median = (Double) json.get("medianMs");
      assertThat((Double) json.get("fullSeconds") * 1e3 / median).isBetween(39_999.0, 40_001.0);
      // Single precision, which is right to about 1e-5 nats for such codes, but never to the last
      // bit.
      assertThat((Double) json.get("maxError")).isBetween(1e-9, 1e-4);
    }
    assertThat(recorded.out().stream().map(BenchCommandTest::latent)).containsExactly(2, 10, 20);
  }

  private static Object latent(String line) {
    try {
      return object(line).get("latent");
    } catch (IOException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static void assertPositive(Map<String, Object> json, String... keys) {
    for (String key : keys) {
      assertThat((Double) json.get(key)).as(key).isFinite().isPositive();
    }
  }

  @Test
  @DisplayName("prints a table for people")
  void text() {
    Recorded recorded = run("bench", "posterior", "--latent=3", "--size=200", "--rounds=1");
    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.out()).hasSize(2);
    assertThat(recorded.out().get(0)).contains("median, ms", "pairs/s", "worst error, nats");
    assertThat(recorded.out().get(1)).startsWith("posterior, d = 3, N = S = 200 ");
  }

  @Test
  @DisplayName("names the networks of a step that are not the default ones")
  void namesNetworks() {
    Recorded recorded =
        run(
            "bench",
            "step",
            "--encoder=mlp:hidden-units=8",
            "--latent=2",
            "--batch=4",
            "--rounds=1",
            "--threads=1");
    assertThat(recorded.exitCode()).as("%s", recorded.err()).isZero();
    assertThat(recorded.out().get(1))
        .startsWith("step, gaussian, encoder mlp:hidden-units=8, d = 2, batch 4 ");
  }

  @Test
  @DisplayName("times codes of the user's own")
  void ownCodes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("codes.npz");
    NpyArray values = NpyArray.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
    Npz.write(file, Map.of("mean", values, "log_var", values));

    Recorded recorded = run("bench", "posterior", "--codes=" + file, "--rounds=1", "--json");
    assertThat(recorded.exitCode()).as("%s", recorded.err()).isZero();
    assertThat(object(recorded.out().get(0))).containsEntry("latent", 2);
  }

  @Test
  @DisplayName("refuses unknown kinds, priors, options of the other kind and values out of range")
  void refuses() {
    assertThat(problems("bench", "stp"))
        .containsExactly(
            "elbo: unknown kind of benchmark stp; did you mean step? known: step, posterior");
    assertThat(problems("bench", "step", "posterior"))
        .containsExactly("elbo: too many arguments in step posterior; give one kind");
    assertThat(problems("bench", "step", "--size=10", "--prior=gausian"))
        .containsExactly(
            "elbo: --size goes with elbo bench posterior",
            "elbo: unknown prior gausian; did you mean gaussian? known: exemplar, flow, gaussian, mixture, resampled, vamp");
    assertThat(problems("bench", "step", "--encoder=mpl", "--decoder=mlp:hidden-units=0"))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("elbo: unknown encoder mpl; known: conv, gated, mlp"))
        .anyMatch(line -> line.contains("hidden-units"));
    assertThat(problems("bench", "posterior", "--encoder=mlp", "--decoder=mlp"))
        .containsExactly(
            "elbo: --encoder goes with elbo bench step",
            "elbo: --decoder goes with elbo bench step");
    assertThat(problems("bench", "posterior", "--prior=vamp", "--batch=128"))
        .containsExactly(
            "elbo: --prior goes with elbo bench step", "elbo: --batch goes with elbo bench step");
    assertThat(problems("bench", "--prior=vamp"))
        .containsExactly("elbo: --prior goes with elbo bench step");
    assertThat(problems("bench", "posterior", "--codes=none.npz", "--latent=3", "--size=4"))
        .hasSize(3)
        .contains(
            "elbo: --latent is what the codes have; leave it out",
            "elbo: --size is what the codes have; leave it out");
    assertThat(problems("bench", "--latent=0", "--threads=two", "--rounds=0", "--jsn")).hasSize(4);
  }
}
