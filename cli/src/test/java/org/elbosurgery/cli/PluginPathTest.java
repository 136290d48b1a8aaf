package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.version.Versions;
import org.elbosurgery.testing.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that strangers wrote, in jars of a folder, through the program as users get it. */
@DisplayName("--plugin-path")
final class PluginPathTest {

  private static final Elbo ELBO = Elbo.standard();

  /** N(shift, I): a prior with one option and no closed form. NAME and CLASS are filled in. */
  private static final String PRIOR =
      """
      package org.example;

      import org.elbosurgery.api.*;
      import org.elbosurgery.api.graph.LogProbability;
      import org.nd4j.autodiff.samediff.SDVariable;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.factory.Nd4j;

      @Plugin(name = "NAME", summary = "A Gaussian beside the origin.")
      public record CLASS(@Option("mean of every dimension") double shift) implements Prior {
        public CLASS() { this(0.5); }

        @Override public BoundPrior bind(GraphScope scope) {
          int d = scope.latentSize();
          return new BoundPrior() {
            @Override public SDVariable logProb(SDVariable z) {
              return LogProbability.standardGaussian(z.sub(shift));
            }
            @Override public Density freeze(GraphValues values) {
              double[] mean = new double[d];
              java.util.Arrays.fill(mean, shift);
              return new DiagonalGaussianMixture(new double[1], mean, new double[d]);
            }
          };
        }
      }
      """;

  private static final String ESTIMATOR =
      """
      package org.example;

      import java.util.*;
      import org.elbosurgery.api.*;

      @Plugin(name = "NAME", summary = "An estimator.")
      public record CLASS() implements Estimator {
        @Override public Decomposition estimate(
            Codes codes, Density prior, Budget budget, RandomStream random) {
          Estimate none = new Estimate(Double.NaN, 0, 1);
          return new Decomposition(none, none, none, none, Map.of(), Optional.empty());
        }
      }
      """;

  @TempDir private Path folder;
  private Path plugins;
  private Path run;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("my plugins"));
    run = folder.resolve("run");
  }

  private static String source(String template, String name, String className) {
    return template.replace("NAME", name).replace("CLASS", className);
  }

  /** Compiles one plugin of the package org.example into a jar of the folder. */
  private Path jar(String file, Class<?> kind, String className, String source, String... manifest)
      throws IOException {
    Path classes =
        PluginJar.compile(
            folder.resolve(file + " classes"),
            List.of("org.example." + className),
            List.of(source));
    Map<String, String> entries =
        manifest.length == 0 ? Map.of() : Map.of(manifest[0], manifest[1]);
    return PluginJar.pack(
        plugins.resolve(file), classes, kind, List.of("org.example." + className), entries);
  }

  private Path shifted(String file, String name, String className) throws IOException {
    return jar(file, Prior.class, className, source(PRIOR, name, className));
  }

  private Recorded elbo(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--plugin-path=" + plugins;
    return Recorded.run(ELBO, all);
  }

  private Recorded train(String... options) {
    String[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--out=" + run;
    return elbo(RunFolders.smallRun(all));
  }

  /** Requires that a run stops with the exit code before anything is written. */
  private List<String> refused(int exitCode, String... options) {
    Recorded recorded = train(options);
    assertThat(recorded.exitCode()).as(String.join("\n", recorded.err())).isEqualTo(exitCode);
    assertThat(recorded.out()).isEmpty();
    assertThat(run).doesNotExist();
    return recorded.err();
  }

  @Test
  @DisplayName("is in the command that a report says it was made by")
  void isInReports() throws IOException {
    shifted("shifted.jar", "shifted", "Shifted");
    assertThat(train("--prior=shifted", "--epochs=1").exitCode()).isZero();
    Path out = folder.resolve("report");

    Recorded saved = elbo("report", run.toString(), "--out=" + out);

    assertThat(saved.exitCode()).as(saved.err().toString()).isZero();
    assertThat(Files.readString(out.resolve("index.html")))
        .contains(
            "elbo report " + run + " --out " + out + " --plugin-path &apos;" + plugins + "&apos;");
  }

  @Test
  @DisplayName("a prior in a jar is found, listed, described, checked, trained and decomposed")
  void endToEnd() throws IOException {
    Path jar = shifted("shifted.jar", "shifted", "Shifted");
    assertThat(elbo("plugins", "prior").out())
        .contains("  shifted   A Gaussian beside the origin.");
    assertThat(elbo("plugins", "prior", "shifted").out())
        .contains(
            "Class:     org.example.Shifted",
            "From:      " + jar,
            "  shift=NUMBER  mean of every dimension (default 0.5)");
    Recorded checked = elbo("check", "prior", "shifted");
    assertThat(checked.err()).isEmpty();
    assertThat(checked.exitCode()).isZero();

    Recorded trained = train("--prior=shifted:shift=0.25");
    assertThat(trained.err()).isEmpty();
    assertThat(trained.exitCode()).isZero();
    Recorded again = elbo("decompose", run.toString());
    assertThat(again.exitCode()).isZero();
    assertThat(trained.out()).startsWith(again.out().toArray(String[]::new));
    assertThat(elbo("decompose", "--codes=" + run.resolve("codes.npz"), "--prior=shifted").err())
        .isEmpty();

    Recorded without = Recorded.run(ELBO, "decompose", run.toString());
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .singleElement()
        .asString()
        .startsWith("elbo: unknown prior shifted; known: ")
        .endsWith("; for one in another jar give --plugin-path FOLDER");
  }

  @Test
  @DisplayName("a prior in a jar is compared with ours")
  void compared() throws IOException {
    shifted("shifted.jar", "shifted", "Shifted");
    String[] arguments =
        RunFolders.smallRun("--prior=gaussian", "--prior=shifted", "--epochs=1", "--out=" + run);
    arguments[0] = "compare";
    Recorded compared = elbo(arguments);
    assertThat(compared.exitCode()).as(String.join("\n", compared.err())).isZero();
    assertThat(compared.out()).anyMatch(line -> line.startsWith("  2-shifted "));
  }

  @Test
  @DisplayName("must be a folder with a jar; what else is wrong is told too")
  void noFolder() throws IOException {
    assertThat(refused(2, "--latent=0"))
        .containsExactly(
            "elbo: plugin path " + plugins + " has no jar; give a folder of jars",
            "elbo: option latent: 0 is out of range; allowed: from 1 to 4096");
    Files.delete(plugins);
    assertThat(refused(2))
        .containsExactly("elbo: plugin path " + plugins + " is no folder; give a folder of jars");
    Files.createFile(plugins);
    for (String command : List.of("plugins", "decompose", "compare", "check")) {
      assertThat(elbo(command).err())
          .contains("elbo: plugin path " + plugins + " is no folder; give a folder of jars");
    }
  }

  @Test
  @DisplayName("a name that two plugins have is fatal, and names both jars")
  void duplicateName() throws IOException {
    Path first = shifted("first.jar", "same", "First");
    Path second = shifted("second.jar", "same", "Second");
    String problem =
        "elbo: two plugins are called same: org.example.First in %s and org.example.Second in %s;"
            + " remove one";
    assertThat(refused(3)).containsExactly(problem.formatted(first, second));
    Recorded listed = elbo("plugins");
    assertThat(listed.exitCode()).isEqualTo(3);
    assertThat(listed.err()).containsExactly(problem.formatted(first, second));
  }

  @Test
  @DisplayName("so is the name of a plugin that comes with the program")
  void duplicateOfOurs() throws IOException {
    Path jar = shifted("gaussian.jar", "gaussian", "Gaussian");
    assertThat(refused(3))
        .singleElement()
        .asString()
        .startsWith("elbo: two plugins are called gaussian: ")
        .contains("org.example.Gaussian in " + jar, "org.elbosurgery.priors.gaussian");
  }

  @Test
  @DisplayName("so are two versions of one jar, of which only the first would be used")
  void duplicateClass() throws IOException {
    Path first = shifted("shifted-1.0.jar", "shifted", "Shifted");
    Path second = shifted("shifted-1.1.jar", "shifted", "Shifted");
    assertThat(refused(3, "--prior=shifted"))
        .containsExactly(
            "elbo: 2 jars have the plugin org.example.Shifted: %s and %s; leave one"
                .formatted(first, second));
  }

  /** Leaves jars that do not load, and returns what is to be said of each. */
  private List<String> brokenJars() throws IOException {
    Path noJar = Files.writeString(plugins.resolve("a.jar"), "this is no jar");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path lost = PluginJar.pack(plugins.resolve("b.jar"), empty, Prior.class, List.of("org.Lost"));
    Path classes =
        PluginJar.compile(
            folder.resolve("orphan"),
            List.of("org.example.Parent", "org.example.Orphan"),
            List.of(
                "package org.example; public interface Parent {}",
                source(PRIOR, "orphan", "Orphan").replace("implements ", "implements Parent, ")));
    Files.delete(classes.resolve("org/example/Parent.class"));
    Path orphan =
        PluginJar.pack(
            plugins.resolve("c.jar"), classes, Prior.class, List.of("org.example.Orphan"));
    Path old =
        jar("d.jar", Prior.class, "Old", source(PRIOR, "old", "Old"), "Elbo-Api-Version", "0.0.7");
    return List.of(
        noJar + " is no jar: ",
        old + " was built against elbo-api 0.0.7, this is " + Versions.current().elbo(),
        "org.Lost in " + lost + " does not load: ",
        "org.example.Orphan in " + orphan + " does not load: java.lang.NoClassDefFoundError");
  }

  private static void assertProblems(List<String> lines, String prefix, List<String> problems) {
    assertThat(lines).hasSameSizeAs(problems);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith(prefix + problems.get(i));
    }
  }

  @Test
  @DisplayName("jars that do not load are a warning, and the others are used")
  void warnsOfBrokenJars() throws IOException {
    List<String> problems = brokenJars();
    shifted("sound.jar", "shifted", "Shifted");
    Recorded listed = elbo("plugins", "prior");
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out()).contains("  shifted   A Gaussian beside the origin.");
    assertProblems(listed.err(), "elbo: warning: ", problems);
    Recorded trained = train("--prior=shifted");
    assertThat(trained.exitCode()).isZero();
    assertProblems(trained.err(), "elbo: warning: ", problems);
    assertProblems(elbo("decompose", run.toString()).err(), "elbo: warning: ", problems);
  }

  @Test
  @DisplayName("jars that do not load are fatal where their plugin is asked for, or with --strict")
  void refusesBrokenJars() throws IOException {
    List<String> problems = brokenJars();
    List<String> lines = refused(2, "--prior=orphan");
    assertThat(lines.get(0)).startsWith("elbo: unknown prior orphan; known: gaussian");
    assertProblems(lines.subList(1, lines.size()), "elbo: ", problems);
    Recorded strict = elbo("plugins", "--strict");
    assertThat(strict.exitCode()).isEqualTo(3);
    assertThat(strict.out()).isEmpty();
    assertProblems(strict.err(), "elbo: ", problems);
  }

  @Test
  @DisplayName("jars of this api and jars that do not say are both used")
  void sameApi() throws IOException {
    String ours = Versions.current().elbo().replaceFirst("^(\\d+\\.\\d+).*", "$1.99");
    jar("a.jar", Prior.class, "A", source(PRIOR, "a", "A"), "Elbo-Api-Version", ours);
    shifted("b.jar", "b", "B");
    Recorded strict = elbo("plugins", "prior", "--strict");
    assertThat(strict.exitCode()).isZero();
    assertThat(strict.out())
        .anyMatch(line -> line.startsWith("  a "))
        .anyMatch(l -> l.startsWith("  b "));
  }

  @Test
  @DisplayName(
      "a plugin that throws, or gives a wrong shape or NaN, is named with its jar and call")
  void faultyPrior() throws IOException {
    String sound = "LogProbability.standardGaussian(z.sub(shift))";
    Path shape = jar("a.jar", Prior.class, "A", source(PRIOR, "a", "A").replace(sound, "z.mul(z)"));
    Path nan =
        jar(
            "b.jar",
            Prior.class,
            "B",
            source(PRIOR, "b", "B").replace(sound, sound + ".mul(0.0 / 0)"));
    Path thrown =
        jar(
            "c.jar",
            Prior.class,
            "C",
            source(PRIOR, "c", "C")
                .replace("double[] mean = new double[d];", "double[] mean = null;"));
    assertThat(refused(3, "--prior=a"))
        .containsExactly(
            "elbo: prior org.example.A in %s: logProb returned [3, 2] for 3 rows; it must return"
                    .formatted(shape)
                + " [3], one value per row, summed over the columns");
    assertThat(refused(3, "--prior=b"))
        .containsExactly(
            "elbo: prior org.example.B in %s: logProb returned NaN in row 0 for 3 rows; it must"
                    .formatted(nan)
                + " return finite numbers");
    assertThat(refused(3, "--prior=c"))
        .singleElement()
        .asString()
        .startsWith(
            "elbo: prior org.example.C in %s: freeze failed at C.java:21: ".formatted(thrown)
                + "java.lang.NullPointerException");
  }

  @Test
  @DisplayName("a plugin of an older api that says nothing of it is named when a call fails")
  void olderApi() throws IOException {
    String source = source(PRIOR, "old", "Old");
    int freeze = source.indexOf("      @Override public Density freeze");
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
            plugins.resolve("old.jar"), classes, Prior.class, List.of("org.example.Old"));
    assertThat(refused(3, "--prior=old"))
        .singleElement()
        .asString()
        .startsWith("elbo: prior org.example.Old in " + jar + ": freeze failed")
        .contains("java.lang.AbstractMethodError")
        .endsWith("; was it built against another version of elbo-api?");
  }

  @Test
  @DisplayName("an estimator that gives NaN is known before the training")
  void faultyEstimator() throws IOException {
    Path jar = jar("a.jar", Estimator.class, "Nan", source(ESTIMATOR, "nan", "Nan"));
    assertThat(refused(3, "--estimator=nan"))
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
        source(PRIOR, "greedy", "Greedy")
            .replace(
                "int d = scope.latentSize();", "int d = scope.trainingRows(500).columns() / 32;");
    jar("a.jar", Prior.class, "Greedy", source);
    assertThat(refused(2, "--prior=greedy"))
        .containsExactly(
            "elbo: Greedy[shift=0.5] does not fit the model: the prior asks for 500 training rows;"
                + " there are 300");
  }
}
