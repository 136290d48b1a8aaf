package org.elbosurgery.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The projects of the page on embedding, built outside of this one, from a Maven repository into
 * which its artifacts were installed. The profile {@code consumer} makes the repository.
 */
@DisplayName("A program outside of the project")
final class ConsumerIT {

  /** The repository, the class path of this build, the jars of JUnit, and which JDKs there are. */
  private static final Path PREPARED = Path.of("target/consumer").toAbsolutePath();

  private static final Path REPOSITORY = PREPARED.resolve("repository");
  private static final Path SAMPLE = Path.of("org/elbosurgery/docs/EmbeddingSample.java");

  /** What the page says about JDK 24 and later. */
  private static final List<String> NO_WARNINGS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @Test
  @DisplayName("has the project's libraries and runs the samples in silence: by Maven, on JDK 17")
  void maven17(@TempDir Path project) throws Exception {
    runSamples(jdk(17), List.of(), buildByMaven(jdk(17), project));
  }

  @Test
  @DisplayName("has the project's libraries and runs the samples in silence: by Maven, on JDK 25")
  void maven25(@TempDir Path project) throws Exception {
    runSamples(jdk(25), NO_WARNINGS, buildByMaven(jdk(25), project));
  }

  @Test
  @DisplayName("has the project's libraries and runs the samples in silence: by Gradle, on JDK 17")
  void gradle(@TempDir Path project) throws Exception {
    runSamples(jdk(17), List.of(), buildByGradle(jdk(17), project));
  }

  private static String buildByMaven(Path jdk, Path project) throws Exception {
    begin(project, "pom.xml");
    run(
        jdk,
        project,
        System.getProperty("maven.home") + "/bin/mvn",
        "--global-settings",
        Path.of("src/consumer/settings.xml").toAbsolutePath().toString(),
        "-Ddownloaded=" + System.getProperty("localRepository"),
        "-Dmaven.repo.local=" + REPOSITORY,
        "--batch-mode",
        "package",
        "dependency:build-classpath",
        "-Dmdep.outputFile=target/classpath");
    return project.resolve("target/classes")
        + File.pathSeparator
        + Files.readString(project.resolve("target/classpath"));
  }

  private static String buildByGradle(Path jdk, Path project) throws Exception {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gradle")));
    assumeTrue(found, "not run: there is no gradle on the PATH");
    begin(project, "build.gradle");
    run(
        jdk,
        project,
        "gradle",
        "--no-daemon",
        "--gradle-user-home=" + PREPARED.resolve("gradle"),
        "-Dmaven.repo.local=" + REPOSITORY,
        "classPath");
    return Files.readString(project.resolve("build/classpath"));
  }

  private static void begin(Path project, String build) throws IOException {
    Files.copy(Path.of("embedding", build), project.resolve(build));
    Files.createFile(project.resolve("settings.gradle"));
    Path sample = project.resolve("src/main/java").resolve(SAMPLE);
    Files.createDirectories(sample.getParent());
    Files.copy(Path.of("src/main/java").resolve(SAMPLE), sample);
  }

  /** Runs the tests of the samples, which this build has compiled, on another class path. */
  private static void runSamples(Path jdk, List<String> options, String classPath)
      throws Exception {
    assertThat(libraries(classPath))
        .isEqualTo(libraries(Files.readString(PREPARED.resolve("reactor.classpath"))));
    List<String> command = new ArrayList<>(List.of(jdk + "/bin/java", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            String.join(
                File.pathSeparator, classPath, "target/test-classes", PREPARED + "/junit/*"),
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--select-class=" + EmbeddingSampleTest.class.getName(),
            "--fail-if-no-tests",
            "--disable-banner",
            "--details=none"));
    assertThat(run(jdk, Path.of(""), command.toArray(String[]::new))).isEmpty();
  }

  /**
   * Returns the names of jars; without the binding for logs, which is the program's own, and one of
   * ND4J's that is empty, which Gradle leaves out.
   */
  private static Set<String> libraries(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString())
        .filter(name -> name.endsWith(".jar"))
        .filter(name -> !name.matches("slf4j-simple-.*|nd4j-native-preset-.*-[a-z]+-\\w+\\.jar"))
        .collect(toCollection(TreeSet::new));
  }

  private static Path jdk(int release) throws Exception {
    String home =
        XPathFactory.newInstance()
            .newXPath()
            .evaluate(
                "//toolchain[substring-before(concat(provides/version, '.'), '.') = %d]//jdkHome"
                    .formatted(release),
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(PREPARED.resolve("toolchains.xml").toFile()));
    assumeTrue(!home.isEmpty(), "not run: there is no JDK " + release);
    return Path.of(home);
  }

  /** Returns all that a command prints, once it has ended well. */
  private static String run(Path jdk, Path folder, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toAbsolutePath().toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", String.join(" ", command), output).isZero();
    return output;
  }
}
