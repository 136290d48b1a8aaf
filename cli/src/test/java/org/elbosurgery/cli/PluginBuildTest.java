package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.testing.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose prior is in a jar that is built again, the same and another way. */
@DisplayName("Another build of a plugin")
final class PluginBuildTest {

  /** N(SHIFT, I), where the shift is a constant of the graph and no option. */
  private static final String PRIOR =
      """
      package org.example;

      import org.elbosurgery.api.*;
      import org.elbosurgery.api.graph.LogProbability;
      import org.nd4j.autodiff.samediff.SDVariable;
      import org.nd4j.linalg.factory.Nd4j;

      @Plugin(name = "built", summary = "A Gaussian beside the origin.")
      public record Built() implements Prior {
        @Override public BoundPrior bind(GraphScope scope) {
          SDVariable shift =
              scope.constant("shift", Nd4j.ones(1, scope.latentSize()).mul(SHIFT));
          return new BoundPrior() {
            @Override public SDVariable logProb(SDVariable z) {
              return LogProbability.standardGaussian(z.sub(shift));
            }
            @Override public Density freeze(GraphValues values) {
              double[] mean = values.of(shift).data().asDouble();
              return new DiagonalGaussianMixture(
                  new double[1], mean, new double[mean.length]);
            }
          };
        }
      }
      """;

  @TempDir private Path folder;
  private Path plugins;
  private Path jar;
  private Path run;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
    jar = plugins.resolve("built.jar");
    run = folder.resolve("run");
  }

  private void build(String shift) throws IOException {
    String name = "org.example.Built";
    Path classes =
        PluginJar.compile(
            folder.resolve("classes"), List.of(name), List.of(PRIOR.replace("SHIFT", shift)));
    Files.deleteIfExists(jar);
    PluginJar.pack(jar, classes, Prior.class, List.of(name));
  }

  private Recorded elbo(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--plugin-path=" + plugins;
    return Recorded.run(Elbo.standard(), all);
  }

  private String recorded(String file, String... path) {
    JsonObject json = JsonObject.read(run.resolve(file));
    for (String member : path) {
      json = json.object(member);
    }
    return json.object("plugins").text("prior");
  }

  @Test
  @DisplayName("is told of, cannot go on with a run, and does not change a declared constant")
  void isToldOf() throws IOException {
    build("0.5");
    Recorded trained = elbo(RunFolders.smallRun("--prior=built", "--epochs=1", "--out=" + run));
    assertThat(trained.err()).isEmpty();
    String first = recorded("spec.json");
    assertThat(first).matches("[0-9a-f]{64}").isEqualTo(recorded("result.json", "provenance"));

    build("0.5");
    Recorded same = elbo("decompose", run.toString());
    assertThat(same.err()).isEmpty();
    assertThat(trained.out()).startsWith(same.out().toArray(String[]::new));

    build("-7");
    Recorded other = elbo("decompose", run.toString());
    assertThat(other.exitCode()).isZero();
    assertThat(other.err())
        .singleElement()
        .asString()
        .startsWith("elbo: warning: " + run + ": prior org.example.Built in " + jar + " is another")
        .endsWith(" now, " + first + " then");
    assertThat(other.out()).isEqualTo(same.out());

    Recorded resumed = elbo("run", "--resume=" + run);
    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.err())
        .singleElement()
        .asString()
        .startsWith("elbo: prior org.example.Built in " + jar + " is another build than the run's")
        .endsWith(
            ", so "
                + run
                + " cannot go on with it; put the earlier build back, or start a new run");
    assertThat(recorded("result.json", "provenance")).isEqualTo(first);
  }
}
