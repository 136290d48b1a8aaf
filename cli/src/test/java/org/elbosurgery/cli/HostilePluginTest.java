package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins that do to the program what they can. */
@DisplayName("A hostile plugin")
final class HostilePluginTest {

  /** A prior without options. CONSTRUCTOR, BIND, LOG_PROB, FREEZE and SAMPLE are filled in. */
  private static final String PRIOR =
      """
      package org.example;

      import org.elbosurgery.api.*;
      import org.elbosurgery.api.graph.LogProbability;
      import org.nd4j.autodiff.samediff.SDVariable;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.factory.Nd4j;

      @Plugin(name = "hostile", summary = "A prior that is up to no good.")
      public record Hostile() implements Prior {
        private static int calls;
        public Hostile { CONSTRUCTOR }
        @Override public BoundPrior bind(GraphScope scope) {
          BIND
          Distribution standard = DiagonalGaussianMixture.standard(scope.latentSize());
          return new BoundPrior() {
            @Override public SDVariable logProb(SDVariable z) {
              LOG_PROB
              return LogProbability.standardGaussian(z);
            }
            @Override public Distribution freeze(GraphValues values, RandomStream random) {
              FREEZE
              return new Distribution() {
                @Override public int dimensions() { return standard.dimensions(); }
                @Override public INDArray logProb(INDArray z) { return standard.logProb(z); }
                @Override public INDArray sample(int n, RandomStream random) {
                  SAMPLE
                  return standard.sample(n, random);
                }
              };
            }
          };
        }
        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable thrown) throws T {
          throw (T) thrown;
        }
        private static int deep(int n) { return deep(n + 1) + 1; }
      }
      """;

  private static final List<String> PLACES =
      List.of("CONSTRUCTOR", "BIND", "LOG_PROB", "FREEZE", "SAMPLE");

  @TempDir private Path folder;
  private Path plugins;
  private Path jar;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
    jar = plugins.resolve("hostile.jar");
  }

  /** Leaves the jar of a prior that executes some code in one of the places. */
  private void plugin(String place, String code) throws IOException {
    String source = PRIOR;
    for (String each : PLACES) {
      source = source.replace(each, each.equals(place) ? code : "");
    }
    String name = "org.example.Hostile";
    Path classes = PluginJar.compile(folder.resolve("classes"), List.of(name), List.of(source));
    PluginJar.pack(jar, classes, Prior.class, List.of(name));
  }

  private Recorded train(String... options) {
    String[] all = Arrays.copyOf(options, options.length + 3);
    all[options.length] = "--prior=hostile";
    all[options.length + 1] = "--plugin-path=" + plugins;
    all[options.length + 2] = "--out=" + folder.resolve("run");
    return Recorded.run(Elbo.standard(), RunFolders.smallRun(all));
  }

  @ParameterizedTest
  @CsvSource({
    "BIND, if (true) throw new AssertionError(42), bind, java.lang.AssertionError: 42",
    "LOG_PROB, deep(0), logProb, java.lang.StackOverflowError",
    "FREEZE, Hostile.<RuntimeException>sneak(new java.io.IOException()), freeze, IOException",
    "SAMPLE, if (true) throw new ThreadDeath(), sample, java.lang.ThreadDeath",
  })
  @DisplayName("that throws an Error, or what it does not declare, is named with its jar and call")
  void throwsErrors(String place, String code, String call, String error) throws IOException {
    plugin(place, code + ";");
    Recorded refused = train();
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains(" org.example.Hostile", " in " + jar + ": " + call + " failed at Hostile.java:")
        .endsWith(error);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"plan", "samediff"})
  @DisplayName("whose formula is another at every binding is refused before the training")
  void isUnsteady(String engine) throws IOException {
    plugin("LOG_PROB", "if (true) return LogProbability.standardGaussian(z).add(calls++);");
    Recorded refused = train("--engine=" + engine);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .singleElement()
        .asString()
        .startsWith("elbo: prior org.example.Hostile in " + jar + ": logProb for 3 rows gave ")
        .contains("; the same question has the same answer: ");
  }

  @ParameterizedTest
  @CsvSource({"plan", "samediff"})
  @DisplayName("whose formula has no derivative is named when the training begins")
  void hasNoDerivative(String engine) throws IOException {
    plugin(
        "LOG_PROB",
        "SDVariable p = LogProbability.standardGaussian(z);"
            + "if (true) return p.add(new org.nd4j.linalg.api.ops.custom.Digamma("
            + "z.getSameDiff(), z.mul(z).add(1)).outputVariable().sum(1));");
    Recorded failed = train("--engine=" + engine);
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .singleElement()
        .asString()
        .contains(" org.example.Hostile in " + jar, ": the derivative of logProb for 1 row failed");
  }

  @Test
  @DisplayName("whose formula fails for the rows of a batch only is named when it does")
  void failsForABatch() throws IOException {
    plugin(
        "LOG_PROB",
        "SDVariable p = LogProbability.standardGaussian(z);"
            + "var graph = z.getSameDiff();"
            + "if (true) return p.add(graph.slice(graph.constant(Nd4j.zeros(3)),"
            + " graph.constant(Nd4j.createFromArray(0L)), p.shape()));");
    Recorded failed = train();
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .singleElement()
        .asString()
        .contains(" org.example.Hostile in " + jar, ": logProb for 64 rows failed");
  }

  @Test
  @DisplayName("whose density is another at every call is refused for codes without a model, too")
  void isUnsteadyUntrained() throws IOException {
    plugin("SAMPLE", "if (true) return standard.sample(n, random).addi(calls++);");
    Path codes = folder.resolve("codes.npz");
    NpyArray zeros = NpyArray.of(new float[8], 4, 2);
    Npz.write(codes, Map.of("mean", zeros, "log_var", zeros));
    Recorded refused =
        Recorded.run(
            Elbo.standard(),
            "decompose",
            "--codes=" + codes,
            "--prior=hostile",
            "--plugin-path=" + plugins);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains(" in " + jar + ": sample for 3 rows gave ", "the same question has the same");
  }

  @Test
  @DisplayName("whose samples fail after the training costs the check of its density, not the run")
  void failsAfterTraining() throws IOException {
    plugin("SAMPLE", "if (n > 1000) throw new IllegalStateException(\"too many\");");
    Recorded trained = train("--strict");
    assertThat(trained.exitCode()).isEqualTo(4);
    assertThat(trained.out())
        .anyMatch(line -> line.startsWith("marginal KL"))
        .noneMatch(line -> line.startsWith("log normaliser"))
        .filteredOn(line -> line.startsWith("warning: "))
        .singleElement()
        .asString()
        .startsWith("warning: train: the prior's density could not be checked: ")
        .contains(" in " + jar + ": sample failed at Hostile.java:")
        .endsWith("too many");
    assertThat(trained.err()).containsExactly("elbo: --strict: the result has a warning");

    Recorded again =
        Recorded.run(
            Elbo.standard(),
            "report",
            folder.resolve("run").toString(),
            "--out=" + folder.resolve("report"),
            "--plugin-path=" + plugins);
    assertThat(again.exitCode()).as("%s", again).isZero();
    assertThat(Files.readString(folder.resolve("report/index.html")))
        .contains("the prior&apos;s density could not be checked");
  }

  @Test
  @DisplayName("that does not load is told of by what stopped it")
  void doesNotLoad() throws IOException {
    plugin("CONSTRUCTOR", "if (true) throw new AssertionError(42);");
    Recorded refused = train();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .anyMatch(line -> line.contains(jar.toString()))
        .last()
        .asString()
        .endsWith("java.lang.AssertionError: 42");
  }

  /** Lists the priors in a process of its own, which calls the constructor of the plugin. */
  private Process list() throws IOException {
    return ElboProcess.of("plugins", "prior", "--json", "--plugin-path=" + plugins)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  @Test
  @DisplayName("that calls System.exit fails the program, and is named")
  void callsSystemExit() throws Exception {
    plugin("CONSTRUCTOR", "System.exit(0);");
    Process process = list();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue(); // not after a minute of patience
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(folder.resolve("out")).isEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("err")))
        .contains(
            "elbo: prior org.example.Hostile in "
                + jar
                + ": its constructor called System.exit at Hostile.java:12; it ends the program"
                + " without a result");
  }

  @Test
  @DisplayName("that prints, and closes both streams, spoils neither results nor messages")
  void prints() throws Exception {
    plugin(
        "CONSTRUCTOR",
        "System.out.println(\"noise\"); System.out.close(); System.err.println(\"more\");"
            + " System.err.close();");
    Process process = list();
    assertThat(process.waitFor()).isZero();
    assertThat(JsonObject.read(folder.resolve("out")).names()).contains("prior", "problems");
    assertThat(Files.readAllLines(folder.resolve("err"))).contains("noise", "more");
  }
}
