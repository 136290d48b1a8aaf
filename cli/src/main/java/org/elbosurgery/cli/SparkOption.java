package org.elbosurgery.cli;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.cluster.ClusterProvider;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.option.OptionDescriptor;

/**
 * {@code --spark}: a cluster of Apache Spark, which does not come with the program. Both Spark and
 * the adapter are in the folder that {@code SPARK_HOME} names; spark-submit has them on the class
 * path.
 */
final class SparkOption {

  /** The environment variable, which Spark itself reads, too. */
  private static final String HOME = "SPARK_HOME";

  private static final String ADVICE =
      "; mvn -DskipTests package -pl framework/spark/home -am in the project makes such a folder,"
          + " framework/spark/home/target";

  private SparkOption() {}

  /** Returns the option of a command that does what it says. */
  static OptionDescriptor descriptor(String does) {
    return new OptionDescriptor("spark", does, "master", "", "", Decides.EXECUTION);
  }

  /** Returns the master that is given, if any. */
  static Optional<String> master(Arguments arguments) {
    return Optional.ofNullable(arguments.values().get("spark"));
  }

  /**
   * Connects to a cluster.
   *
   * @param threads that a piece of work computes on
   * @throws ElboException USER if Spark is not there, or its master does not answer
   */
  static Cluster connect(String master, int threads) {
    return provider().connect(master, threads);
  }

  private static ClusterProvider provider() {
    ClassLoader program = SparkOption.class.getClassLoader();
    return ServiceLoader.load(ClusterProvider.class, program)
        .findFirst()
        .or(
            () ->
                ServiceLoader.load(
                        ClusterProvider.class,
                        new ApartLoader(urls(jars(System.getenv(HOME))), program))
                    .findFirst())
        .orElseThrow();
  }

  /**
   * Returns the jars of Spark and the adapter. They lie apart, because executors that are started
   * from the same folder have the first on their class path, and the program is not there.
   *
   * @param home the value of {@code SPARK_HOME}; null if it is not set
   * @throws ElboException USER if it is not set, or something is not there
   */
  static List<Path> jars(String home) {
    if (home == null || home.isBlank()) {
      throw ElboException.user(
          "--spark needs Apache Spark, which does not come with elbo; set "
              + HOME
              + " to a folder"
              + " that has it, and the adapter"
              + ADVICE);
    }
    Path folder = UserPath.of(HOME, home);
    List<Path> jars = new ArrayList<>(jars(folder.resolve("jars"), "spark-core_2.13-4"));
    jars.addAll(jars(folder.resolve("elbo"), "elbo-spark-"));
    return jars;
  }

  /** Returns the jars of a folder, of which the name of one begins so. */
  private static List<Path> jars(Path folder, String needed) {
    List<Path> jars = list(folder);
    if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith(needed))) {
      throw ElboException.user(
          "--spark needs %s*.jar in %s, and there is none; %s says where to look%s"
              .formatted(needed, folder, HOME, ADVICE));
    }
    return jars;
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream().map(SparkOption::url).toArray(URL[]::new);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw ElboException.internal("no URL for " + jar, e);
    }
  }
}
