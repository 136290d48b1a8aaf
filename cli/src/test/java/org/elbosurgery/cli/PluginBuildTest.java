package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.elbosurgery.framework.json.JsonObject;
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
      import org.nd4j.linalg.api.ndarray.INDArray;
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
            @Override public Distribution freeze(GraphValues values, RandomStream random) {
              double[] mean = values.of(shift).data().asDouble();
              return new DiagonalGaussianMixture(
                  new double[1], mean, new double[mean.length]);
            }
          };
        }
      }
      """;

  /** How the density is frozen as numbers, which a run keeps. */
  private static final String NUMBERS =
      """
              return new DiagonalGaussianMixture(
                  new double[1], mean, new double[mean.length]);
      """;

  /** The same density as a class of its own, which a run does not keep. */
  private static final String FORMULA =
      """
              DiagonalGaussianMixture gaussian =
                  new DiagonalGaussianMixture(new double[1], mean, new double[mean.length]);
              return new Distribution() {
                @Override public int dimensions() {
                  return gaussian.dimensions();
                }
                @Override public INDArray logProb(INDArray z) {
                  return gaussian.logProb(z);
                }
                @Override public INDArray sample(int n, RandomStream random) {
                  return gaussian.sample(n, random);
                }
              };
      """;

  /** N(m, I) with a learned m, whose builds differ in nothing that is computed. */
  private static final String LEARNED =
      """
      package org.example;

      import org.elbosurgery.api.*;
      import org.elbosurgery.api.graph.LogProbability;
      import org.nd4j.autodiff.samediff.SDVariable;
      import org.nd4j.linalg.factory.Nd4j;

      @Plugin(name = "learned", summary = "SUMMARY")
      public record Learned() implements Prior {
        @Override public BoundPrior bind(GraphScope scope) {
          SDVariable mean = scope.parameter("mean", Nd4j.zeros(1, scope.latentSize()));
          return new BoundPrior() {
            @Override public SDVariable logProb(SDVariable z) {
              return LogProbability.standardGaussian(z.sub(mean));
            }
            @Override public Distribution freeze(GraphValues values, RandomStream random) {
              double[] learned = values.of(mean).data().asDouble();
              return new DiagonalGaussianMixture(
                  new double[1], learned, new double[learned.length]);
            }
          };
        }
      }
      """;

  /** Reports an average KL of AVERAGE, whatever it is given. */
  private static final String ESTIMATOR =
      """
      package org.example;

      import java.util.*;
      import org.elbosurgery.api.*;

      @Plugin(name = "fixed", summary = "The same for all.")
      public record Fixed() implements Estimator {
        @Override public Decomposition estimate(
            Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
          Estimate averageKl = new Estimate(AVERAGE, 0.25, 9);
          Estimate none = new Estimate(0, 0.25, 9);
          return new Decomposition(
              averageKl, averageKl, none, none, Map.of(), Optional.empty());
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
    build("org.example.Built", PRIOR.replace("SHIFT", shift));
  }

  private void build(String name, String source) throws IOException {
    Path classes = PluginJar.compile(folder.resolve("classes"), List.of(name), List.of(source));
    Files.deleteIfExists(jar);
    PluginJar.pack(jar, classes, Prior.class, List.of(name));
  }

  private void buildEstimator(String average) throws IOException {
    List<String> name = List.of("org.example.Fixed");
    List<String> source = List.of(ESTIMATOR.replace("AVERAGE", average));
    Path classes = PluginJar.compile(folder.resolve("classes"), name, source);
    Files.deleteIfExists(jar);
    PluginJar.pack(jar, classes, Estimator.class, name);
  }

  private Recorded elbo(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--plugin-path=" + plugins;
    return Recorded.run(Elbo.standard(), all);
  }

  private String recorded(String file, String... path) {
    return recorded("prior", file, path);
  }

  private String estimator(String file, String... path) {
    return recorded("estimator", file, path);
  }

  private String recorded(String kind, String file, String[] path) {
    JsonObject json = JsonObject.read(run.resolve(file));
    for (String member : path) {
      json = json.object(member);
    }
    return json.object("plugins").text(kind);
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

  @Test
  @DisplayName("of several runs is told of once, with the runs")
  void ofSeveralRuns() throws IOException {
    build("0.5");
    Path second = run.resolveSibling("second");
    elbo(RunFolders.smallRun("--prior=built", "--epochs=1", "--out=" + run));
    elbo(RunFolders.smallRun("--prior=built", "--epochs=1", "--seed=2", "--out=" + second));

    build("-7");
    String both = "elbo: warning: " + run + ", " + second + ": prior org.example.Built in " + jar;
    for (List<String> command :
        List.of(
            List.of("likelihood", "--rows=10", "--samples=5"),
            List.of("gap", "--prior=gaussian", "--steps=5"))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--threads=1", run.toString(), second.toString()));
      assertThat(elbo(arguments.toArray(String[]::new)).err())
          .filteredOn(line -> line.contains("is another build than the run's"))
          .singleElement()
          .asString()
          .startsWith(both);
    }
  }

  @Test
  @DisplayName("is told of by elbo estimators, if the density is not in the run as numbers")
  void ofDensity() throws IOException {
    build("org.example.Built", PRIOR.replace("SHIFT", "0.5").replace(NUMBERS, FORMULA));
    elbo(RunFolders.smallRun("--prior=built", "--epochs=1", "--out=" + run));
    assertThat(estimatorWarnings()).isEmpty();

    build("org.example.Built", PRIOR.replace("SHIFT", "-7").replace(NUMBERS, FORMULA));
    assertThat(estimatorWarnings())
        .singleElement()
        .asString()
        .startsWith("elbo: warning: " + run + ": prior org.example.Built in " + jar);
  }

  private List<String> estimatorWarnings() {
    Recorded compared = elbo("estimators", run.toString(), "--estimator=subsampled");
    assertThat(compared.exitCode()).as(compared.err().toString()).isZero();
    return compared.err().stream().filter(line -> line.contains("is another build")).toList();
  }

  @Test
  @DisplayName(
      "of the estimator is told of beside its numbers alone, and keeps no run from going on")
  void estimators() throws IOException {
    buildEstimator("0.5");
    assertThat(elbo(RunFolders.smallRun("--estimator=fixed", "--out=" + run)).err()).isEmpty();
    byte[] posteriors = Files.readAllBytes(run.resolve("codes.npz"));
    String first = estimator("result.json", "provenance");

    buildEstimator("0.75");
    assertThat(elbo("decompose", run.toString()).err())
        .singleElement()
        .asString()
        .startsWith("elbo: warning: " + run + ": estimator org.example.Fixed in " + jar)
        .endsWith(" now, " + first + " then");
    assertThat(elbo("decompose", run.toString(), "--estimator=exact").err())
        .as("another estimator is no other build of it")
        .isEmpty();
    assertThat(gap("gaussian").err()).as("no number of it is of the estimator").isEmpty();
    assertThat(likelihood(5).err()).as("likewise").isEmpty();

    Recorded resumed = elbo("run", "--resume=" + run);
    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    assertThat(Files.readAllBytes(run.resolve("codes.npz"))).isEqualTo(posteriors);
    assertThat(estimator("spec.json")).isEqualTo(first);
    assertThat(estimator("result.json", "provenance")).isNotEqualTo(first);
    assertThat(elbo("decompose", run.toString()).err()).as("the result is its").isEmpty();
  }

  private void train(String prior) {
    Recorded trained = elbo(RunFolders.smallRun("--prior=" + prior, "--epochs=1", "--out=" + run));
    assertThat(trained.exitCode()).as("%s", trained.err()).isZero();
  }

  private void assertWarned(Recorded recorded) {
    assertThat(recorded.exitCode()).as("%s", recorded.err()).isZero();
    assertThat(recorded.err())
        .filteredOn(line -> line.contains("is another build than the run's"))
        .singleElement()
        .asString()
        .startsWith("elbo: warning: " + run + ": prior org.example.Built in " + jar);
  }

  private Recorded gap(String prior) {
    return elbo("gap", run.toString(), "--prior=" + prior, "--steps=5", "--threads=1");
  }

  private Recorded likelihood(int samples) {
    return elbo("likelihood", run.toString(), "--rows=10", "--samples=" + samples, "--threads=1");
  }

  private List<Path> fits() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(file -> file.getFileName().toString().startsWith("fit-")).toList();
    }
  }

  @Test
  @DisplayName("is told of by elbo gap, and does not reuse a fit")
  void fitsAnew() throws IOException {
    build("0.5");
    train("built");
    assertThat(gap("gaussian").err()).isEmpty();
    String build = recorded("gap.json", "provenance");
    assertThat(build).isEqualTo(recorded("spec.json"));
    assertThat(elbo("report", run.toString(), "--strict").exitCode()).isZero();
    build("-7");
    assertWarned(gap("gaussian"));
    assertThat(recorded("gap.json", "provenance")).isNotEqualTo(build);
    Recorded report = elbo("report", run.toString(), "--strict");
    assertThat(report.exitCode()).isEqualTo(4);
    assertThat(report.out())
        .last()
        .asString()
        .startsWith("warning: prior built has several builds");

    build("org.example.Learned", LEARNED);
    run = folder.resolve("other");
    train("gaussian");
    assertThat(gap("learned").err()).isEmpty();
    assertThat(gap("learned").err()).isEmpty();
    List<Path> first = fits();
    assertThat(first).as("a fit of the same build is reused").hasSize(1);

    build("org.example.Learned", LEARNED.replace("SUMMARY", "another"));
    assertThat(gap("learned").err()).as("it is not the run's own prior").isEmpty();
    assertThat(fits()).hasSize(2).containsAll(first);
  }

  @Test
  @DisplayName("is told of by elbo likelihood, and does not go on with bounds")
  void boundsApart() throws IOException {
    build("0.5");
    train("built");
    assertThat(likelihood(20).exitCode()).isZero();
    String first = recorded("likelihood-test-20.json", "origin");
    assertThat(first).isEqualTo(recorded("spec.json"));

    build("-7");
    assertWarned(likelihood(10));
    String second = recorded("likelihood-test-10.json", "origin");
    Recorded refused = likelihood(20);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .last()
        .asString()
        .isEqualTo(
            ("elbo: %s has bounds of prior build %s, but the run is now of prior build %s;"
                    + " delete it, and call elbo likelihood again")
                .formatted(run.resolve("likelihood-test-20.npz"), first, second));
    assertThat(recorded("likelihood-test-20.json", "origin")).isEqualTo(first);
  }
}
