package org.elbosurgery.framework.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps as YAML files, good and bad. */
@DisplayName("A sweep file")
final class SweepFileTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sweep.yaml"), text);
  }

  private List<String> problems(String text) throws IOException {
    Path file = file(text);
    ElboException problem = catchThrowableOfType(ElboException.class, () -> SweepFile.read(file));
    assertThat(problem.category()).isEqualTo(ElboException.Category.USER);
    return problem.problems().stream().map(line -> line.replace(file.toString(), "FILE")).toList();
  }

  @Test
  @DisplayName("gives options in its order, a value or a list of values each")
  void reads() throws IOException {
    SweepSpec spec =
        SweepFile.read(
            file(
                """
                # the paper's sizes
                prior: [gaussian, 'mixture:components=5,init=data', vamp]
                latent:
                  - 2
                  - 10
                learning-rate: 1e-3
                """));
    assertThat(List.copyOf(spec.options().entrySet()))
        .containsExactly(
            Map.entry("prior", List.of("gaussian", "mixture:components=5,init=data", "vamp")),
            Map.entry("latent", List.of("2", "10")),
            Map.entry("learning-rate", List.of("1e-3")));
  }

  @Test
  @DisplayName("that names no plugin, or gives it what it does not take, says in which line")
  void plugins() throws IOException {
    Catalogs catalogs = Catalogs.load(PluginSource.of(getClass().getClassLoader()));
    Path file =
        file(
            """
            encoder: mlp:hidden-units=16
            decoder: [mlp, mpl]
            latent: 2
            estimator: exact:depth=2
            """);
    ElboException problem =
        catchThrowableOfType(ElboException.class, () -> SweepFile.read(file, catalogs::require));
    assertThat(problem.problems())
        .hasSize(2)
        .satisfies(
            first ->
                assertThat(first)
                    .startsWith(file + ", line 2: unknown decoder mpl; known: conv, gated, mlp"),
            atIndex(0))
        .satisfies(
            second -> assertThat(second).startsWith(file + ", line 4: estimator exact: "),
            atIndex(1));
  }

  @Test
  @DisplayName("that was written is read back the same")
  void writesWhatItReads() throws IOException {
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("prior", List.of("vamp:fixed=true", "gaussian"));
    options.put("data", List.of("a, b: #c.npy,\"d\".npy"));
    options.put("epochs", List.of("3"));
    SweepSpec spec = new SweepSpec(options);
    SweepSpec read = SweepFile.read(file(SweepFile.text(spec)));
    assertThat(List.copyOf(read.options().entrySet()))
        .isEqualTo(List.copyOf(spec.options().entrySet()));
  }

  @Test
  @DisplayName("has everything wrong with it told at once, each with its line")
  void tellsAll() throws IOException {
    assertThat(
            problems(
                """
                latent: []
                latnet: 2
                epochs:
                prior: {gaussian: 1}
                seed: [1, 2]
                seed: 3
                """))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("FILE, line 1: option latent has no values"),
            p ->
                assertThat(p)
                    .startsWith("FILE, line 2: unknown option latnet; did you mean latent?"),
            p -> assertThat(p).startsWith("FILE, line 3: option epochs has no value"),
            p -> assertThat(p).startsWith("FILE, line 4: option prior takes a value or a list"),
            p -> assertThat(p).startsWith("FILE, line 6: option seed is given more than once"));
  }

  @Test
  @DisplayName("may name values by anchors and use them again by aliases")
  void expandsAliases() throws IOException {
    SweepSpec spec =
        SweepFile.read(
            file(
                """
                encoder: &mlp mlp:hidden-units=16
                decoder: *mlp
                seed: &two [&seven 7, 8]
                latent: *two
                epochs: [*seven, 9]
                """));
    assertThat(spec.options())
        .containsEntry("decoder", List.of("mlp:hidden-units=16"))
        .containsEntry("latent", List.of("7", "8"))
        .containsEntry("epochs", List.of("7", "9"));
  }

  @Test
  @DisplayName("with an alias that cannot be, or a second document, is refused with the line")
  void refusesAliases() throws IOException {
    assertThat(
            problems(
                """
                seed: &own [7, *own]
                latent: *none
                epochs: &three [1, 2, 3]
                batch: [*three]
                *three : 4
                ---
                seed: 2
                """))
        .satisfiesExactly(
            p -> assertThat(p).isEqualTo("FILE, line 1: alias *own has no value &own before it"),
            p -> assertThat(p).isEqualTo("FILE, line 2: alias *none has no value &none before it"),
            p -> assertThat(p).startsWith("FILE, line 4: option batch has a list in its list"),
            p -> assertThat(p).startsWith("FILE, line 5: give the name of an option"),
            p -> assertThat(p).startsWith("FILE, line 6: a second document begins"));
    assertThat(problems("seed: 1\n--- \nseed: 2\n"))
        .containsExactly(
            "FILE, line 2: a second document begins; a sweep is one, so give another file");
  }

  @Test
  @DisplayName("tells of values that are not allowed by their lines")
  void tellsValues() throws IOException {
    assertThat(problems("latent: [2, two]\nprior: gaussian\nepochs: -1\nlearning-rate: 1e-x\n"))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("FILE, line 1: option latent: 'two' is not a whole"),
            p -> assertThat(p).startsWith("FILE, line 3: option epochs: -1 is out of range"),
            p -> assertThat(p).startsWith("FILE, line 4: option learning-rate: '1e-x' is not"));
  }

  @Test
  @DisplayName("is read no further than it makes sense, however deep or strange it is")
  void hostile() throws IOException {
    assertThat(problems("prior: " + "[".repeat(500_000)))
        .last()
        .asString()
        .startsWith("FILE, line 1: too many lists and mappings in each other");
    assertThat(problems("latent: 2\nseed: \u0007\n"))
        .containsExactly("FILE, line 2: the character U+0007 is not allowed");
    assertThat(problems("latent: 1" + "0".repeat(500_000) + "x\n"))
        .singleElement()
        .asString()
        .hasSizeLessThan(300);
  }

  @Test
  @DisplayName("that is no YAML, or no mapping, is refused with its line")
  void refusesOthers() throws IOException {
    assertThat(problems("latent: [2, 10\nepochs: 3\n"))
        .singleElement()
        .asString()
        .matches("FILE, line [23]: .*");
    assertThat(problems("- latent\n")).singleElement().asString().contains("mapping");
    assertThat(problems("")).singleElement().asString().contains("mapping");
    assertThat(problems("{}")).singleElement().asString().contains("no options");
    assertThat(problems("x".repeat((1 << 20) + 1)))
        .singleElement()
        .asString()
        .contains("it has 1048577 bytes, more than 1048576");
  }

  @Test
  @DisplayName("that is not there is named")
  void namesMissing() {
    Path missing = folder.resolve("missing.yaml");
    assertThat(catchThrowableOfType(ElboException.class, () -> SweepFile.read(missing)))
        .hasMessageContaining("missing.yaml");
  }
}
