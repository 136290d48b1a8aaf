package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps of a sound prior and one that behaves until it is in the process of a cell. */
@DisplayName("A plugin that in the process of a cell")
final class HostileCellTest {

  private static final String PRIOR =
      """
      package org.example;

      import java.util.concurrent.locks.LockSupport;
      import org.elbosurgery.api.*;
      import org.elbosurgery.api.graph.LogProbability;
      import org.nd4j.autodiff.samediff.SDVariable;

      @Plugin(name = "hostile", summary = "A prior that is up to no good.")
      public record Hostile() implements Prior {
        private static final boolean IN_CELL =
            System.getProperty("sun.java.command").contains("CellMain");
        @Override public BoundPrior bind(GraphScope scope) {
          Distribution standard = DiagonalGaussianMixture.standard(scope.latentSize());
          return new BoundPrior() {
            @Override public SDVariable logProb(SDVariable z) {
              while (IN_CELL) { DEED }
              return LogProbability.standardGaussian(z);
            }
            @Override public Distribution freeze(GraphValues values, RandomStream random) { return standard; }
          };
        }
      }
      """;

  @TempDir private Path folder;
  private Path jar;

  /** Starts the sweep; its cells inherit the patience. */
  private Process sweep(String deed) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    jar = plugins.resolve("hostile.jar");
    List<String> name = List.of("org.example.Hostile");
    Path classes =
        PluginJar.compile(
            folder.resolve("classes"), name, List.of(PRIOR.replace("DEED", deed + ";")));
    PluginJar.pack(jar, classes, Prior.class, name);
    String[] arguments =
        RunFolders.smallSweep(
            "--prior=hostile",
            "--prior=gaussian",
            "--jobs=1",
            "--plugin-path=" + plugins,
            "--out=" + folder.resolve("sweep"));
    return new ProcessBuilder(
            JavaProcess.likeThis()
                .command(
                    List.of(
                        "-Delbo.call-patience=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                    Elbo.class,
                    arguments))
        .redirectErrorStream(true)
        .start();
  }

  private static String text(BufferedReader out) {
    return out.lines().collect(Collectors.joining("\n"));
  }

  @Test
  @DisplayName("ends it by Runtime.halt(0) is a failed row without a result; the others go on")
  void halts() throws Exception {
    Process process = sweep("Runtime.getRuntime().halt(0)");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(text(out))
          .contains("2 cells: 1 done, 1 failed;")
          .doesNotContain("ElboException")
          .contains(
              "\nhostile failed: its process ended with exit code 0 without a result and"
                  + " without a word, as where a plugin calls Runtime.halt");
      assertThat(process.waitFor()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisplayName("does not come back is named, with how to end it alone; the others go on")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill")
  @Timeout(value = 10, unit = TimeUnit.MINUTES) // of a line that does not come
  void hangs() throws Exception {
    Process process = sweep("LockSupport.parkNanos(1_000_000_000L)");
    String call = "prior org.example.Hostile in " + jar + ": trainingLogProb";
    Pattern hang =
        Pattern.compile(
            "elbo: cell hostile-d2-seed7-[0-9a-f]{8}: "
                + Pattern.quote(call)
                + " has not returned for 1 s; kill ([0-9]+) ends this cell alone, Ctrl-C the"
                + " sweep");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Matcher told =
          out.lines().map(hang::matcher).filter(Matcher::matches).findFirst().orElseThrow();
      assertThat(new ProcessBuilder("kill", told.group(1)).start().waitFor()).isZero();
      assertThat(text(out))
          .contains("2 cells: 1 done, 1 failed;")
          .contains("\nhostile failed: interrupted; ", call + " has not returned");
      assertThat(process.waitFor()).isEqualTo(1);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
