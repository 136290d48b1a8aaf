package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo gap of codes that nobody trained here")
final class CodesGapTest {

  private static final Elbo ELBO = Elbo.standard();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FULL = "gaussian:covariance=full";

  @TempDir private Path folder;

  private Recorded gap(String... given) {
    List<String> arguments = new ArrayList<>(List.of("gap"));
    arguments.addAll(List.of(given));
    arguments.addAll(List.of("--steps=15", "--batch=50", "--threads=1"));
    return Recorded.run(ELBO, arguments.toArray(String[]::new));
  }

  private List<String> succeeded(String... given) {
    Recorded recorded = gap(given);
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.exitCode()).isZero();
    return recorded.out();
  }

  private static JsonNode json(List<String> out) throws IOException {
    return MAPPER.readTree(String.join("\n", out));
  }

  private String out() {
    return "--out=" + folder.resolve("kept");
  }

  /** Writes codes around the origin and returns the option that names them. */
  private String codes(String name, int n, float scale) {
    float[] mean = RandomStream.of(n).gaussians(2 * n);
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= scale;
    }
    Path file = folder.resolve(name + ".npz");
    NpyArray logVariance = NpyArray.of(new float[2 * n], n, 2);
    Npz.write(file, Map.of("mu", NpyArray.of(mean, n, 2), "logvar", logVariance));
    return "--codes=" + file;
  }

  @Test
  @DisplayName(
      "gives a run's own numbers for its codes, digit for digit, of train and of test rows")
  void codesOfRun() throws IOException {
    Path run = folder.resolve("run");
    assertThat(
            Recorded.run(ELBO, RunFolders.smallRun("--prior=gaussian", "--out=" + run)).exitCode())
        .isZero();
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(run.resolve("codes.npz")));
    Npz.read(run.resolve("codes-test.npz"))
        .forEach((name, array) -> arrays.put("test_" + name, array));
    Path file = folder.resolve("exported.npz");
    Npz.write(file, arrays);
    JsonNode whole =
        json(succeeded(run.toString(), "--prior=" + FULL, "--curve", "--json")).get("runs").get(0);
    String seed = "--seed=" + whole.get("provenance").get("seed").asText();
    JsonNode json =
        json(succeeded("--codes=" + file, "--prior=" + FULL, "--curve", "--json", seed, out()))
            .get("codes")
            .get(0);
    for (String member : List.of("d", "train", "test", "moments", "dimensions", "curve")) {
      assertThat(json.get(member)).as(member).isEqualTo(whole.get(member));
    }
    for (int k = 0; k < 3; k++) { // the standard Gaussian, the fitted one, q(z)
      for (String split : List.of("train", "test")) {
        assertThat(json.get("priors").get(k).get(split))
            .as(k + " " + split)
            .isEqualTo(whole.get("priors").get(k).get(split));
      }
    }
  }

  @Test
  @DisplayName("keeps each file's fits in a folder of its own, and makes none twice")
  void keepsFits() throws IOException {
    String codes = codes("mine", 120, 1);
    String prior = "--prior=exemplar:exemplars=9";
    List<String> first = succeeded(codes, prior, out());
    List<Path> kept = kept();
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).getFileName().toString()).matches("mine-[0-9a-f]{8}");
    assertThat(first).contains("saved in " + kept.get(0).resolve("gap.json"));
    Path fit = fit(kept.get(0));
    Object made = Files.getLastModifiedTime(fit);
    assertThat(succeeded(codes, prior, out())).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(fit)).isEqualTo(made);
    succeeded(codes("mine", 120, 2), prior, out()); // another file under the same name
    assertThat(kept()).hasSize(2);
    assertThat(Recorded.run(ELBO, "verify", folder.resolve("kept").toString()).exitCode()).isZero();
    String report = String.join("\n", Recorded.run(ELBO, "report", kept.get(0).toString()).out());
    assertThat(report)
        .contains("Priors held against the codes of a frozen encoder")
        .containsPattern("\nmine +2 +exemplar +fitted +train ");
    Files.write(fit, new byte[] {1});
    codes("mine", 120, 1);
    Recorded damaged = gap(codes, prior, out());
    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.err()).singleElement().asString().contains(fit + " is damaged");
  }

  @Test
  @DisplayName("is not shown beside a prior that a later analysis named and was stopped with")
  void stopped() throws IOException {
    String codes = codes("mine", 120, 1);
    String fitted = "--prior=exemplar:exemplars=9";
    succeeded(codes, fitted, out());
    Path kept = kept().get(0);
    Path fit = fit(kept);
    byte[] content = Files.readAllBytes(fit);
    Files.write(fit, new byte[] {1}); // stops the next analysis when it has begun
    Path wide = folder.resolve("wide.npz");
    NpyArray zero = NpyArray.of(new float[2], 1, 2);
    NpyArray logVariance = NpyArray.of(new float[] {2, 2}, 1, 2);
    NpyArray logWeights = NpyArray.of(new float[1], 1);
    Npz.write(wide, Map.of("log_weights", logWeights, "mean", zero, "log_var", logVariance));
    String own = "--prior-file=" + wide;
    assertThat(gap(codes, own, fitted, out()).exitCode()).isEqualTo(2);
    Files.write(fit, content);

    Recorded report = Recorded.run(ELBO, "report", kept.toString());
    assertThat(report.err())
        .anyMatch(line -> line.contains("gap.json is of another prior than the one it is with"));
    assertThat(String.join("\n", report.out())).contains("mine").doesNotContain(" fitted ");
    succeeded(codes, own, fitted, out());
    report = Recorded.run(ELBO, "report", kept.toString());
    assertThat(report.err()).isEmpty();
    assertThat(String.join("\n", report.out())).contains(" fitted ");
  }

  private List<Path> kept() throws IOException {
    try (var entries = Files.list(folder.resolve("kept"))) {
      return entries.sorted().toList();
    }
  }

  private static Path fit(Path kept) throws IOException {
    try (var entries = Files.list(kept)) {
      return entries
          .filter(file -> file.getFileName().toString().startsWith("fit-exemplar-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @DisplayName("of several models ends with a table of all, also of other dimensions")
  void several() {
    List<String> out =
        succeeded(
            codes("one", 120, 1), codes("two", 100, 2), "--prior=exemplar:exemplars=9", out());
    assertThat(out)
        .containsSubsequence(
            "side by side, +- one standard error of the sampling of z, these codes given",
            "one, d = 2, N = 120",
            "two, d = 2, N = 100")
        .anyMatch(line -> line.startsWith("codes one, d = 2, seed 1; the encoder as it is"))
        .anyMatch(line -> line.startsWith("  fitted exemplar:exemplars=9 "))
        .anyMatch(line -> line.equals("give test_mean and test_log_var in the same file"));
  }

  @Test
  @DisplayName("refuses a prior that encodes what no codes are of, and tells all that is wrong")
  void wrong() throws IOException {
    String good = codes("good", 60, 1);
    Recorded recorded =
        gap(
            good,
            "--codes=" + folder.resolve("missing.npz"),
            "--prior=vamp:pseudo-inputs=4",
            "--seed=x",
            out());
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .hasSize(3)
        .anyMatch(line -> line.contains("option seed: 'x' is not a whole number"))
        .anyMatch(line -> line.contains("missing.npz: no such file"))
        .anyMatch(
            line ->
                line.contains(
                    "prior vamp:pseudo-inputs=4: it encodes rows that are not of the data"));
    assertThat(folder.resolve("kept")).doesNotExist();
    assertThat(gap("--seed=2", folder.toString()).err())
        .contains("elbo: --seed goes with --codes; a run has its own");
    assertThat(gap(good, folder.toString()).err())
        .contains("elbo: give either run folders or --codes FILE.npz");
  }
}
