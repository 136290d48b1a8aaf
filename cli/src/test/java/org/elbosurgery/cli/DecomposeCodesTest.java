package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo decompose of codes that nobody trained here")
final class DecomposeCodesTest {

  private static final Elbo ELBO = Elbo.standard();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  private String codes(NpyArray mean, NpyArray logVariance) {
    Path file = folder.resolve("codes.npz");
    Npz.write(file, Map.of("mean", mean, "log_var", logVariance));
    return "--codes=" + file;
  }

  private String codes(int n, int d) {
    float[] mean = RandomStream.of(1).gaussians(n * d);
    return codes(NpyArray.of(mean, n, d), NpyArray.of(new float[n * d], n, d));
  }

  private static Recorded succeeded(String... args) {
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.exitCode()).as(recorded.err().toString()).isZero();
    return recorded;
  }

  @Test
  @DisplayName("says of a prior with parameters that nothing fits them, and fails with --strict")
  void untrainedPrior() {
    String codes = codes(50, 2);
    String warning =
        "warning: prior mixture is not fitted to anything: mean, log-excess-variance, logits are as"
            + " training would start, some of them random; give a fitted prior by --prior-file";
    assertThat(succeeded("decompose", codes, "--prior=mixture").out()).contains(warning);
    assertThat(Recorded.run(ELBO, "decompose", codes, "--prior=mixture", "--strict").exitCode())
        .isEqualTo(4);
    assertThat(succeeded("decompose", codes, "--prior=gaussian", "--strict").out())
        .noneMatch(line -> line.contains("warning"));
  }

  @Test
  @DisplayName("asks whether codes of more dimensions than data points are transposed")
  void transposed() {
    assertThat(succeeded("decompose", codes(1, 20)).out())
        .contains(
            "warning: there are fewer data points than dimensions, 1 and 20: arrays are [N, d], so"
                + " if these are [d, N], transpose them");
  }

  @Test
  @DisplayName("writes huge numbers in scientific notation")
  void hugeNumbers() {
    float[] logVariance = new float[8];
    Arrays.fill(logVariance, 100);
    Recorded recorded =
        succeeded(
            "decompose", codes(NpyArray.of(new float[8], 4, 2), NpyArray.of(logVariance, 4, 2)));
    // e^100 - 101 = 2.6881171418161354e43
    assertThat(recorded.out())
        .anyMatch(line -> line.matches("average KL +2\\.6881e\\+43 \\(exact\\)"))
        .allMatch(line -> line.length() < 80);
  }

  @Test
  @DisplayName("gives a run's own numbers for its codes, digit for digit, and its reconstruction")
  void codesOfRun() throws IOException {
    Path run = folder.resolve("run");
    succeeded(RunFolders.smallRun("--prior=gaussian", "--out=" + run));
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.putAll(Npz.read(run.resolve("codes.npz")));
    arrays.put("reconstruction", Npz.read(run.resolve("points.npz")).get("reconstruction"));
    Npz.read(run.resolve("codes-test.npz"))
        .forEach((name, array) -> arrays.put("test_" + name, array));
    arrays.put(
        "test_reconstruction", Npz.read(run.resolve("points-test.npz")).get("reconstruction"));
    Path file = folder.resolve("exported.npz");
    Npz.write(file, arrays);
    JsonNode whole = MAPPER.readTree(run.resolve("result.json").toFile());
    String seed = "--seed=" + whole.get("provenance").get("seed").asText();
    JsonNode json = json("--codes=" + file, seed);
    assertSame(json, whole);
    assertSame(json.get("test"), whole.get("test"));
    JsonNode reconstruction = json.get("reconstruction");
    double[] points = arrays.get("reconstruction").doubles();
    // One value a row: the standard deviation over the rows, which is above the run's error.
    assertThat(reconstruction.get("standardError").asDouble())
        .isCloseTo(Math.sqrt(StatUtils.variance(points) / points.length), within(1e-12))
        .isGreaterThan(whole.get("reconstruction").get("standardError").asDouble());
    assertThat(json.get("elbo").get("mean").asDouble())
        .isCloseTo(whole.get("elbo").get("mean").asDouble(), within(1e-9));
    List<String> table = succeeded("decompose", "--codes=" + file, seed).out();
    assertThat(table.get(2).strip()).matches("train +test");
    assertThat(table).anyMatch(line -> line.matches("ELBO( +-[0-9.]+ \\+- [0-9.]+){2}"));
  }

  /** Compares what does not depend on the error of the reconstruction. */
  private static void assertSame(JsonNode codes, JsonNode run) {
    for (String term :
        List.of("n", "d", "averageKl", "mutualInformation", "marginalKl", "residual")) {
      assertThat(codes.get(term)).as(term).isEqualTo(run.get(term));
    }
    assertThat(codes.get("reconstruction").get("mean").asDouble())
        .isCloseTo(run.get("reconstruction").get("mean").asDouble(), within(1e-9));
  }

  private static JsonNode json(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("decompose"));
    all.addAll(List.of(args));
    all.add("--json");
    return MAPPER.readTree(String.join("\n", succeeded(all.toArray(String[]::new)).out()));
  }

  /** Writes codes around the origin, scaled, with a reconstruction, and returns the option. */
  private String scaled(String name, int n, float scale) {
    float[] mean = RandomStream.of(3).gaussians(2 * n);
    float[] reconstruction = RandomStream.of(4).gaussians(n);
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= scale;
    }
    for (int i = 0; i < n; i++) {
      reconstruction[i] -= 90 + scale;
    }
    Path file = folder.resolve(name + ".npz");
    Npz.write(
        file,
        Map.of(
            "mu",
            NpyArray.of(mean, n, 2),
            "logvar",
            NpyArray.of(new float[2 * n], n, 2),
            "reconstruction",
            NpyArray.of(reconstruction, n)));
    return "--codes=" + file;
  }

  @Test
  @DisplayName("of several models puts them side by side, paired by row where the rows are as many")
  void several() throws IOException {
    String[] codes = {scaled("one", 300, 1), scaled("two", 300, 2), scaled("other", 200, 1)};
    JsonNode json = json(codes[0], codes[1], codes[2]);
    assertThat(json.get("codes")).hasSize(3);
    assertThat(json.get("codes").get(1).get("name").asText()).isEqualTo("two");
    JsonNode paired = json.get("differences").get(0).get("train");
    assertThat(paired.get("paired").asBoolean()).isTrue();
    // The rows differ by 1 in the reconstruction, each by as much: rounding is all that is left.
    assertThat(paired.get("reconstruction").get("mean").asDouble()).isCloseTo(-1, within(1e-5));
    assertThat(paired.get("reconstruction").get("standardError").asDouble()).isLessThan(1e-5);
    // KL(q_n || p) is half the square of the mean: the difference is three times that.
    double[] squares = squares(300);
    assertThat(paired.get("averageKl").get("standardError").asDouble())
        .isCloseTo(3 * Math.sqrt(StatUtils.variance(squares) / 300), within(1e-5));
    JsonNode unpaired = json.get("differences").get(1).get("train");
    assertThat(unpaired.get("paired").asBoolean()).isFalse();
    double[] fewer = squares(200);
    assertThat(unpaired.get("averageKl").get("standardError").asDouble())
        .isCloseTo(
            Math.sqrt(StatUtils.variance(squares) / 300 + StatUtils.variance(fewer) / 200),
            within(1e-5));
    assertThat(succeeded("decompose", codes[0], codes[1], codes[2]).out())
        .containsSubsequence(
            "difference from one (+- counts the choice of the data too)",
            "codes, paired by row",
            "codes, not paired: other numbers of rows");
  }

  /** Returns half the square of each mean. */
  private static double[] squares(int n) {
    float[] mean = RandomStream.of(3).gaussians(2 * n);
    double[] squares = new double[n];
    for (int i = 0; i < mean.length; i++) {
      squares[i / 2] += 0.5 * mean[i] * mean[i];
    }
    return squares;
  }

  @Test
  @DisplayName("tells what is wrong with each file, and names a file that is given twice")
  void wrongFiles() {
    String good = scaled("good", 10, 1);
    String missing = "--codes=" + folder.resolve("missing.npz");
    String bad = codes(NpyArray.of(new float[4], 2, 2), NpyArray.of(new float[6], 2, 3));
    Recorded recorded = Recorded.run(ELBO, "decompose", good, missing, bad, "--prior=gausian");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .hasSize(3)
        .anyMatch(line -> line.contains("missing.npz: no such file"))
        .anyMatch(line -> line.contains("log_var is float32 [2, 3]"))
        .anyMatch(line -> line.contains("gausian"));
    assertThat(Recorded.run(ELBO, "decompose", good, good).err())
        .singleElement()
        .asString()
        .endsWith("good.npz are given twice; give each file once");
  }

  @Test
  @DisplayName("takes a folder of parts, or of .npy files, for one file with the same rows")
  void foldersOfParts() throws IOException {
    float[] mean = RandomStream.of(1).gaussians(60);
    NpyArray whole = NpyArray.of(mean, 30, 2);
    NpyArray zeros = NpyArray.of(new float[60], 30, 2);
    Path parts = Files.createDirectory(folder.resolve("parts"));
    for (int i = 0; i < 3; i++) {
      Npz.write(
          parts.resolve("part-0000" + i + ".npz"),
          Map.of(
              "mu",
              NpyArray.of(Arrays.copyOfRange(mean, 20 * i, 20 * i + 20), 10, 2),
              "logvar",
              NpyArray.of(new float[20], 10, 2)));
    }
    Path arrays = Files.createDirectory(folder.resolve("arrays"));
    AtomicFile.write(arrays.resolve("mean.npy"), whole);
    AtomicFile.write(arrays.resolve("log_var.npy"), zeros);
    List<String> table = succeeded("decompose", codes(whole, zeros)).out();
    assertThat(succeeded("decompose", "--codes=" + parts).out()).isEqualTo(table);
    assertThat(succeeded("decompose", "--codes=" + arrays).out()).isEqualTo(table);
    assertThat(succeeded("decompose", "--codes=" + parts, "--json").out().toString())
        .contains("\"dataSha256\" : \"" + CodeParts.sha256(parts));
    assertThat(succeeded("report", parts.toString(), arrays.toString()).out().toString())
        .contains("parts", "arrays");
    assertThat(Recorded.run(ELBO, "gap", "--codes=" + parts).err().toString())
        .contains(
            parts + " is a folder; elbo gap keeps a copy of the codes, and takes one .npz file");
  }
}
