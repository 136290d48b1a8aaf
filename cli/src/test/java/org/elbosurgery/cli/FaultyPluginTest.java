package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that load and do what they must not, through the program as users get it. */
@DisplayName("A faulty plugin")
final class FaultyPluginTest {

  @TempDir private Path folder;
  private PluginFolder plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = new PluginFolder(folder);
  }

  @Test
  @DisplayName(
      "a plugin that throws, or gives a wrong shape or NaN, is named with its jar and call")
  void faultyPrior() throws IOException {
    String sound = "LogProbability.standardGaussian(z.sub(shift))";
    Path shape =
        plugins.jar(
            "a.jar",
            Prior.class,
            "A",
            PluginFolder.source(PluginFolder.PRIOR, "a", "A").replace(sound, "z.mul(z)"));
    Path nan =
        plugins.jar(
            "b.jar",
            Prior.class,
            "B",
            PluginFolder.source(PluginFolder.PRIOR, "b", "B")
                .replace(sound, sound + ".mul(0.0 / 0)"));
    Path thrown =
        plugins.jar(
            "c.jar",
            Prior.class,
            "C",
            PluginFolder.source(PluginFolder.PRIOR, "c", "C")
                .replace("double[] mean = new double[d];", "double[] mean = null;"));
    assertThat(plugins.refused(3, "--prior=a"))
        .containsExactly(
            "elbo: prior org.example.A in %s: logProb returned [3, 2] for 3 rows; it must return"
                    .formatted(shape)
                + " [3], one value per row, summed over the columns");
    assertThat(plugins.refused(3, "--prior=b"))
        .containsExactly(
            "elbo: prior org.example.B in %s: logProb returned NaN in row 0 for 3 rows; it must"
                    .formatted(nan)
                + " return finite numbers");
    assertThat(plugins.refused(3, "--prior=c"))
        .singleElement()
        .asString()
        .startsWith(
            "elbo: prior org.example.C in %s: freeze failed at C.java:21: ".formatted(thrown)
                + "java.lang.NullPointerException");
  }

  @Test
  @DisplayName("a plugin of an older api that says nothing of it is named when a call fails")
  void olderApi() throws IOException {
    String source = PluginFolder.source(PluginFolder.PRIOR, "old", "Old");
    int freeze = source.indexOf("      @Override public Distribution freeze");
    String withoutFreeze = source.substring(0, freeze) + "    };\n  }\n}\n";
    Path classes =
        PluginJar.compile(
            folder.resolve("old"),
            List.of("org.elbosurgery.api.BoundPrior", "org.example.Old"),
            List.of(
                """
                package org.elbosurgery.api;
                public interface BoundPrior {
                  org.nd4j.autodiff.samediff.SDVariable logProb(
                      org.nd4j.autodiff.samediff.SDVariable z);
                }
                """,
                withoutFreeze));
    Files.delete(classes.resolve("org/elbosurgery/api/BoundPrior.class"));
    Path jar =
        PluginJar.pack(
            plugins.path().resolve("old.jar"), classes, Prior.class, List.of("org.example.Old"));
    assertThat(plugins.refused(3, "--prior=old"))
        .singleElement()
        .asString()
        .startsWith("elbo: prior org.example.Old in " + jar + ": freeze failed")
        .contains("java.lang.AbstractMethodError")
        .endsWith("; was it built against another version of elbo-api?");
  }

  @Test
  @DisplayName("an estimator that gives NaN is known before the training")
  void faultyEstimator() throws IOException {
    Path jar =
        plugins.jar(
            "a.jar",
            Estimator.class,
            "Nan",
            PluginFolder.source(PluginFolder.ESTIMATOR, "nan", "Nan"));
    assertThat(plugins.refused(3, "--estimator=nan"))
        .singleElement()
        .asString()
        .startsWith(
            "elbo: estimator org.example.Nan in " + jar + ": estimate failed at Nan.java:10: ")
        .contains("an estimate is finite, not NaN");
  }

  @Test
  @DisplayName("options that do not fit the data are the user's to mend")
  void optionsDoNotFit() throws IOException {
    String source =
        PluginFolder.source(PluginFolder.PRIOR, "greedy", "Greedy")
            .replace(
                "int d = scope.latentSize();",
                "int d = scope.trainingRows(500).values().columns() / 32;");
    plugins.jar("a.jar", Prior.class, "Greedy", source);
    assertThat(plugins.refused(2, "--prior=greedy"))
        .containsExactly(
            "elbo: Greedy[shift=0.5] does not fit the model: the prior asks for 500 training rows;"
                + " there are 300");
  }
}
