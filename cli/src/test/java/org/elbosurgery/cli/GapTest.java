package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo gap")
final class GapTest {

  private static final Elbo ELBO = Elbo.standard();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String VAMP = "vamp:pseudo-inputs=7,init=data";

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private Path gaussian;
  private Path mixture;

  @BeforeAll
  static void compareOnce() {
    Recorded recorded =
        Recorded.run(
            ELBO,
            RunFolders.smallComparison(
                "--prior=gaussian",
                "--prior=mixture:components=5",
                "--out=" + shared.resolve("runs")));
    assertThat(recorded.exitCode()).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    FileUtils.copyDirectory(shared.resolve("runs").toFile(), folder.toFile());
    gaussian = folder.resolve("1-gaussian");
    mixture = folder.resolve("2-mixture");
  }

  private static Recorded gap(String... given) {
    List<String> arguments = new ArrayList<>(List.of("gap"));
    arguments.addAll(List.of(given));
    arguments.addAll(List.of("--steps=15", "--batch=50", "--threads=1"));
    return Recorded.run(ELBO, arguments.toArray(String[]::new));
  }

  private static List<String> succeeded(String... given) {
    Recorded recorded = gap(given);
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.exitCode()).isZero();
    return recorded.out();
  }

  private static JsonNode json(List<String> out) throws IOException {
    return MAPPER.readTree(String.join("\n", out));
  }

  @Test
  @DisplayName("prints what each prior closes, what the gap is made of and how it depends on N")
  void text() {
    List<String> out =
        succeeded(mixture.toString(), "--prior=" + VAMP, "--prior=gaussian", "--curve");
    assertThat(out).allMatch(line -> line.length() <= 130);
    assertThat(out.get(0))
        .isEqualTo(
            "prior mixture:components=5, d = 2, seed 7; the encoder as it is; nats per code");
    assertThat(out.get(3)).matches("fitted " + VAMP + " +448 .* [0-9]+ of 15 +steps");
    assertThat(out.get(4)).matches("fitted gaussian +0 .* 0 of 0 +closed form");
    assertThat(out)
        .filteredOn(line -> line.startsWith("  fitted " + VAMP + ", start "))
        .hasSize(2)
        .anyMatch(line -> line.matches(".* start as given +[0-9.]+( +kept)?"))
        .anyMatch(line -> line.matches(".* start init=random +[0-9.]+( +kept)?"))
        .filteredOn(line -> line.endsWith("kept"))
        .hasSize(1);
    assertThat(out.subList(5, out.size()))
        .filteredOn(line -> line.contains(" +- ") || line.contains("(exact)"))
        .extracting(line -> line.replaceFirst("  +[-+]?[0-9]+(\\.[0-9]| % ).*", "").strip())
        .startsWith(
            "standard Gaussian",
            "own mixture:components=5",
            "fitted " + VAMP,
            "fitted gaussian",
            "q(z) of train")
        .contains("negentropy", "total correlation");
    assertThat(out)
        .contains(
            "active (activity above 0.01): 2 of 2",
            "in use (capacity above 0.1 nats): 0 of 2",
            "saved in " + mixture.resolve("gap.json"))
        .anyMatch(line -> line.matches("  300 .*"))
        .noneMatch(line -> line.startsWith("warning"))
        .noneMatch(line -> line.contains("each trained with its own prior"));
  }

  @Test
  @DisplayName("--json prints what it leaves in each run folder, and the runs side by side")
  void printsJson() throws IOException {
    JsonNode json =
        json(succeeded(gaussian.toString(), mixture.toString(), "--prior=" + VAMP, "--json"));
    assertThat(json.fieldNames()).toIterable().containsExactly("runs", "joint");
    for (int i = 0; i < 2; i++) {
      JsonNode run = json.get("runs").get(i);
      JsonNode saved = MAPPER.readTree((i == 0 ? gaussian : mixture).resolve("gap.json").toFile());
      saved
          .fieldNames()
          .forEachRemaining(name -> assertThat(run.get(name)).isEqualTo(saved.get(name)));
      assertThat(run.get("priors").get(0).get("kind").asText()).isEqualTo("standard");
      assertThat(saved.has("curve")).isFalse();
    }
    // The run with the standard Gaussian has no own prior beside it.
    assertThat(json.get("runs").get(0).get("priors")).hasSize(3);
    assertThat(json.get("runs").get(1).get("priors")).hasSize(4);
    assertThat(json.get("joint").get(0).get("results")).hasSize(2);
  }

  @Test
  @DisplayName("of two runs gives ceilings and the gap closed jointly, paired by data point")
  void joint() throws IOException {
    JsonNode json =
        json(succeeded(gaussian.toString(), mixture.toString(), "--prior=gaussian", "--json"));
    JsonNode results = json.get("joint").get(0).get("results");
    JsonNode joint = json.get("joint").get(0).get("joint");
    for (int i = 0; i < 2; i++) {
      double reconstruction = results.get(i).get("reconstruction").get("mean").asDouble();
      double information = results.get(i).get("mutualInformation").get("mean").asDouble();
      assertThat(joint.get(i).get("train").get("ceiling").get("mean").asDouble())
          .isCloseTo(reconstruction - information, within(1e-12));
    }
    assertThat(joint.get(0).get("test").get("gapClosed").get("mean").asDouble()).isZero();
    JsonNode closed = joint.get(1).get("train").get("gapClosed");
    double gap = results.get(0).get("marginalKl").get("mean").asDouble();
    double ratio = results.get(1).get("marginalKl").get("mean").asDouble() / gap;
    assertThat(closed.get("mean").asDouble()).isCloseTo(1 - ratio, within(1e-12));
    double[] values = points(mixture);
    double[] standard = points(gaussian);
    for (int n = 0; n < values.length; n++) {
      values[n] -= ratio * standard[n];
    }
    assertThat(closed.get("standardError").asDouble())
        .isCloseTo(Math.sqrt(StatUtils.variance(values) / values.length) / gap, within(1e-12));
    assertThat(gap(gaussian.toString(), mixture.toString(), "--prior=gaussian").out())
        .anyMatch(line -> line.startsWith("each trained with its own prior: d = 2"))
        .containsSubsequence(
            "+- here is what other samples of z would change, for the same data:",
            "+- here is what another data set of this size would change:")
        .anyMatch(line -> line.matches("  2-mixture( +-[0-9.]+ \\+- [0-9.]+){2}"))
        .anyMatch(line -> line.matches("  2-mixture +-[0-9.]+ \\+- [0-9.]+ %"));
  }

  private static double[] points(Path run) {
    return Npz.read(run.resolve("points.npz")).get("marginal_kl").doubles();
  }

  /** Its components are the posteriors of the rows themselves, by the trained encoder. */
  @Test
  @DisplayName("a VampPrior of all rows is q(z): it closes all, with the encoder of the run")
  void vampOfAllRows() throws IOException {
    JsonNode json =
        json(
            succeeded(
                mixture.toString(),
                "--prior=vamp:pseudo-inputs=300,init=data",
                "--learning-rate=1e-12",
                "--json"));
    JsonNode vamp = json.get("runs").get(0).get("priors").get(2);
    assertThat(vamp.get("kind").asText()).isEqualTo("fitted");
    assertThat(vamp.get("train").get("gapClosed").get("mean").asDouble())
        .isCloseTo(1, within(1e-3));
  }

  @Test
  @DisplayName("a fit that diverges is named; the other priors and runs are reported; exit code 4")
  void diverging() {
    Recorded recorded =
        gap(
            gaussian.toString(),
            mixture.toString(),
            "--prior=mixture:components=3",
            "--prior=gaussian",
            "--learning-rate=1e30");
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.err())
        .hasSize(2)
        .allMatch(
            line ->
                line.contains(": prior mixture:components=3") && line.contains("cross-entropy is"));
    assertThat(recorded.out())
        .contains("saved in " + gaussian.resolve("gap.json"))
        .contains("saved in " + mixture.resolve("gap.json"))
        .anyMatch(line -> line.startsWith("each trained with its own prior"));
  }

  /** The moments are exact, and so is the fit: both lines have the same samples. */
  @Test
  @DisplayName("the fitted full Gaussian leaves the negentropy that the same table shows")
  void negentropy() throws IOException {
    JsonNode run =
        json(succeeded(
                gaussian.toString(), "--prior=gaussian:mean=learned,covariance=full", "--json"))
            .get("runs")
            .get(0);
    JsonNode fitted = run.get("priors").get(1);
    assertThat(fitted.get("fit").get("end").asText()).isEqualTo("closed form");
    assertThat(fitted.get("train").get("marginalKl").get("mean").asDouble())
        .isCloseTo(run.get("moments").get("negentropy").get("mean").asDouble(), within(1e-6));
  }

  @Test
  @DisplayName("a fit that ends worse than a Gaussian of its family did not converge; exit code 4")
  void notConverged() {
    Recorded recorded = gap(gaussian.toString(), "--prior=mixture:components=2");
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.err())
        .singleElement()
        .asString()
        .matches(
            ".*: prior mixture:components=2,.*: the fit did not converge: its marginal KL is"
                + " [0-9.]+, where a Gaussian of its own family has [0-9.]+; take more --steps,"
                + " .*");
  }

  @Test
  @DisplayName("names a damaged run, reports the others, and fails")
  void damaged() throws IOException {
    Files.delete(mixture.resolve("result.json"));
    Path codes = folder.resolve("3-codes");
    FileUtils.copyDirectory(gaussian.toFile(), codes.toFile());
    Files.delete(codes.resolve("codes.npz"));
    Recorded recorded =
        gap(mixture.toString(), gaussian.toString(), codes.toString(), "--prior=gaussian");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .containsExactly(
            "elbo: the run in "
                + mixture
                + " is not finished; finish it with elbo run --resume "
                + mixture,
            "elbo: "
                + codes
                + ": "
                + codes.resolve("codes.npz")
                + " is missing, and SHA256SUMS lists it; restore the folder, or accept its files as"
                + " they are by elbo verify --accept "
                + codes);
    assertThat(recorded.out()).contains("saved in " + gaussian.resolve("gap.json"));
    assertThat(codes.resolve("gap.json")).doesNotExist();
  }

  @Test
  @DisplayName(
      "groups the runs of folders, whatever they are of, and names those that cannot be read")
  void groups() throws IOException {
    Path second = folder.resolve("second");
    FileUtils.copyDirectory(shared.resolve("runs").toFile(), second.toFile());
    for (String run : List.of("1-gaussian", "2-mixture")) {
      for (String name : List.of("spec.json", "result.json")) {
        Path file = second.resolve(run).resolve(name);
        Files.writeString(
            file, Files.readString(file).replace("\"batch\" : \"64\"", "\"batch\" : \"32\""));
      }
      CheckedFolder.of(second.resolve(run)).accept();
    }
    Path unfinished = second.resolve("3-unfinished");
    Files.createDirectories(unfinished);
    Files.copy(gaussian.resolve("spec.json"), unfinished.resolve("spec.json"));
    CheckedFolder.of(unfinished).accept();
    Recorded recorded = gap(folder.toString(), gaussian.toString(), "--prior=gaussian", "--json");
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .containsExactly(
            "elbo: the run in "
                + unfinished
                + " is not finished; finish it with elbo run --resume "
                + unfinished);
    JsonNode json = json(recorded.out());
    assertThat(json.get("runs")).hasSize(4);
    assertThat(json.get("joint")).hasSize(2).allMatch(group -> group.get("results").size() == 2);
  }
}
