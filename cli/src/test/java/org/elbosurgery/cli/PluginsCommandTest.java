package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo plugins")
final class PluginsCommandTest {

  /** A prior with options. */
  @Plugin(
      name = "lumpy",
      summary = "A prior with many lumps.",
      reference = "Lump & Bump 1999, On lumps")
  public record Lumpy(
      @Option("number of lumps") @Min(1) int lumps,
      @Option("how a lump is rounded") Activation rounding)
      implements Prior {
    public Lumpy() {
      this(500, Activation.SOFTPLUS);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      throw new UnsupportedOperationException();
    }
  }

  /** An encoder without options or reference. */
  @Plugin(name = "blind", summary = "An encoder that sees nothing.")
  public record Blind() implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      throw new UnsupportedOperationException();
    }
  }

  /** An estimator that fails at every question. */
  @Plugin(name = "mute", summary = "An estimator that says nothing.")
  public record Mute() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InformationBound informationBound() {
      throw new UnsupportedOperationException("no word");
    }
  }

  private static Elbo elbo(ClassLoader loader) {
    return elbo(loader, Set.of());
  }

  private static Elbo elbo(ClassLoader loader, Set<Class<? extends Estimator>> estimators) {
    return new Elbo(
        List.of(
            new PluginsCommand(
                plugins ->
                    new Catalogs(
                        Catalog.load(Prior.class, PluginSource.of(loader), Set.of(Lumpy.class)),
                        Catalog.load(Encoder.class, PluginSource.of(loader), Set.of(Blind.class)),
                        Catalog.load(Decoder.class, PluginSource.of(loader), Set.of()),
                        Catalog.load(Estimator.class, PluginSource.of(loader), estimators)))));
  }

  private static final Elbo ELBO = elbo(new URLClassLoader(new URL[0], null));

  @Test
  @DisplayName("lists each kind, also one without plugins")
  void lists() {
    Recorded all = Recorded.run(ELBO, "plugins");
    assertThat(all.exitCode()).isZero();
    assertThat(all.err()).isEmpty();
    assertThat(all.out())
        .containsExactly(
            "prior",
            "  lumpy  A prior with many lumps.",
            "",
            "encoder",
            "  blind  An encoder that sees nothing.",
            "",
            "decoder",
            "  none installed",
            "",
            "estimator",
            "  none installed",
            "",
            "optimizer",
            "  adam     steps by the mean gradient, divided by the root of the mean squared",
            "           gradient",
            "  adamax   steps by the mean gradient, divided by the largest of the recent",
            "           gradients",
            "  rmsprop  steps by the gradient, divided by the root of its mean square",
            "  sgd      steps by the gradient, optionally with momentum",
            "",
            "schedule",
            "  constant    the same learning rate in every epoch",
            "  milestones  a factor on the learning rate after each of some epochs",
            "  cosine      half a cosine from the full learning rate down to a share of it",
            "  plateau     a factor on the learning rate whenever the ELBO stops improving",
            "",
            "elbo plugins KIND NAME describes one.");
    assertThat(Recorded.run(ELBO, "plugins", "decoder").out())
        .startsWith("decoder", "  none installed")
        .doesNotContain("prior");
  }

  @Test
  @DisplayName("describes one with options, ranges, defaults and reference")
  void describes() {
    assertThat(Recorded.run(ELBO, "plugins", "prior", "lumpy").out())
        .startsWith(
            "prior lumpy",
            "",
            "A prior with many lumps.",
            "Reference: Lump & Bump 1999, On lumps",
            "Class:     " + Lumpy.class.getName())
        .endsWith(
            "",
            "Options:",
            "  lumps=INTEGER    number of lumps (at least 1; default 500)",
            "  rounding=CHOICE  how a lump is rounded (one of softplus, relu, tanh, sigmoid,",
            "                   swish, elu, leaky-relu; default softplus)");
    assertThat(Recorded.run(ELBO, "plugins", "encoder", "blind").out())
        .contains("It has no options.")
        .noneMatch(line -> line.startsWith("Reference"));
  }

  @Test
  @DisplayName("prints the same as one JSON object")
  void printsJson() throws IOException {
    String text =
        String.join("\n", Recorded.run(ELBO, "plugins", "prior", "lumpy", "--json").out());
    JsonNode all = new ObjectMapper().readTree(text);
    assertThat(all.fieldNames()).toIterable().containsExactly("prior", "problems");
    JsonNode lumpy = all.get("prior").get(0);
    assertThat(lumpy.get("name").asText()).isEqualTo("lumpy");
    assertThat(lumpy.get("reference").asText()).startsWith("Lump & Bump");
    assertThat(lumpy.get("options").get(0))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"name": "lumps", "description": "number of lumps", "type": "integer",
                     "range": "at least 1", "defaultValue": "500", "decides": "MODEL"}
                    """));
  }

  @Test
  @DisplayName("refuses an unknown kind or name with the nearest, and too many arguments")
  void refuses() {
    assertThat(Recorded.run(ELBO, "plugins", "priors"))
        .isEqualTo(
            new Recorded(
                2,
                List.of(),
                List.of(
                    "elbo: unknown kind of plugin priors; did you mean prior? known: prior,"
                        + " encoder, decoder, estimator, optimizer, schedule")));
    assertThat(Recorded.run(ELBO, "plugins", "schedule", "cosin").err())
        .containsExactly(
            "elbo: unknown name cosin; did you mean cosine? known: constant, milestones, cosine,"
                + " plateau");
    assertThat(Recorded.run(ELBO, "plugins", "prior", "lumpi").err())
        .containsExactly("elbo: unknown prior lumpi; did you mean lumpy? known: lumpy");
    assertThat(Recorded.run(ELBO, "plugins", "estimator", "exact").err())
        .containsExactly(
            "elbo: unknown estimator exact; none is known; for one in another jar give"
                + " --plugin-path FOLDER");
    assertThat(Recorded.run(ELBO, "plugins", "prior", "lumpy", "lumpy").exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("names an estimator that fails when it is asked for its bound, and shows the rest")
  void fails() throws IOException {
    Elbo elbo = elbo(new URLClassLoader(new URL[0], null), Set.of(Mute.class));
    String problem =
        "estimator " + Mute.class.getName() + " in " + Origin.of(Mute.class) + ": informationBound";
    Recorded described = Recorded.run(elbo, "plugins", "estimator", "mute");
    assertThat(described.exitCode()).isZero();
    assertThat(described.out()).contains("An estimator that says nothing.", "It has no options.");
    assertThat(described.err())
        .singleElement()
        .asString()
        .startsWith("elbo: warning: " + problem)
        .endsWith("UnsupportedOperationException: no word");

    JsonNode all =
        new ObjectMapper()
            .readTree(String.join("\n", Recorded.run(elbo, "plugins", "--json").out()));
    assertThat(all.get("prior").get(0).get("name").asText()).isEqualTo("lumpy");
    assertThat(all.get("estimator").get(0).get("name").asText()).isEqualTo("mute");
    assertThat(all.get("problems").get(0).asText()).startsWith(problem);

    Recorded strict = Recorded.run(elbo, "plugins", "estimator", "mute", "--strict");
    assertThat(strict.exitCode()).isEqualTo(3);
    assertThat(strict.out()).isEmpty();
  }

  @Test
  @DisplayName("warns of a plugin that does not load, and lists the others")
  void warns(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Prior.class.getName()), "org.nowhere.Lost\n", StandardCharsets.UTF_8);
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      Recorded recorded = Recorded.run(elbo(loader), "plugins", "prior");
      assertThat(recorded.exitCode()).isZero();
      assertThat(recorded.out()).contains("  lumpy  A prior with many lumps.");
      assertThat(recorded.err())
          .singleElement()
          .asString()
          .startsWith("elbo: warning: org.nowhere.Lost in " + folder + " does not load");
    }
  }
}
