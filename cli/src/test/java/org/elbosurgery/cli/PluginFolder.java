package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;

/** A folder of jars with plugins that strangers wrote, and the program with them. */
final class PluginFolder {

  private static final Elbo ELBO = Elbo.standard();

  /** N(shift, I): a prior with one option and no closed form. NAME and CLASS are filled in. */
  static final String PRIOR =
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
            @Override public Distribution freeze(GraphValues values, RandomStream random) {
              double[] mean = new double[d];
              java.util.Arrays.fill(mean, shift);
              return new DiagonalGaussianMixture(new double[1], mean, new double[d]);
            }
          };
        }
      }
      """;

  /** An estimator that gives NaN. NAME and CLASS are filled in. */
  static final String ESTIMATOR =
      """
      package org.example;

      import java.util.*;
      import org.elbosurgery.api.*;

      @Plugin(name = "NAME", summary = "An estimator.")
      public record CLASS() implements Estimator {
        @Override public Decomposition estimate(
            Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
          Estimate none = new Estimate(Double.NaN, 0, 1);
          return new Decomposition(none, none, none, none, Map.of(), Optional.empty());
        }
      }
      """;

  private final Path folder;
  private final Path plugins;
  private final Path run;

  /** Makes a folder for jars in another, which gets the run, too. */
  PluginFolder(Path folder) throws IOException {
    this.folder = folder;
    plugins = Files.createDirectories(folder.resolve("my plugins"));
    run = folder.resolve("run");
  }

  /** Returns where the jars are. */
  Path path() {
    return plugins;
  }

  /** Returns where {@link #train} leaves its run. */
  Path run() {
    return run;
  }

  /** Returns the source of a plugin. */
  static String source(String template, String name, String className) {
    return template.replace("NAME", name).replace("CLASS", className);
  }

  /** Compiles one plugin of the package org.example into a jar of the folder. */
  Path jar(String file, Class<?> kind, String className, String source, String... manifest)
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

  /** Packs a prior N(shift, I). */
  Path shifted(String file, String name, String className) throws IOException {
    return jar(file, Prior.class, className, source(PRIOR, name, className));
  }

  /** Runs the program with these plugins. */
  Recorded elbo(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--plugin-path=" + plugins;
    return Recorded.run(ELBO, all);
  }

  /** Trains a small model with these plugins. */
  Recorded train(String... options) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--out=" + run;
    return elbo(RunFolders.smallRun(all));
  }

  /** Requires that a run stops with the exit code before anything is written. */
  List<String> refused(int exitCode, String... options) {
    Recorded recorded = train(options);
    assertThat(recorded.exitCode()).as(String.join("\n", recorded.err())).isEqualTo(exitCode);
    assertThat(recorded.out()).isEmpty();
    assertThat(run).doesNotExist();
    return recorded.err();
  }
}
