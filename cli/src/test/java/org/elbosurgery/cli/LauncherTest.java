package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a copy of the launcher in a made-up project, with a {@code mvn} and a {@code java} that only
 * write down how they were called.
 */
@DisplayName("The launcher")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a bash script")
final class LauncherTest {

  @TempDir private Path folder;
  private Path project;
  private Path tools;

  /** How the launcher ended and what it printed, both streams together. */
  private record Ended(int exitCode, List<String> lines) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("a project");
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String module : List.of("api", "framework", "priors-one", "cli")) {
      Files.createDirectories(project.resolve(module + "/src/main"));
      Files.createFile(project.resolve(module + "/pom.xml"));
    }
    Files.createFile(project.resolve("pom.xml"));
    Files.copy(Path.of("elbo"), project.resolve("cli/elbo"));
    assertThat(project.resolve("cli/elbo").toFile().setExecutable(true)).isTrue();
    tool("mvn", "echo \"mvn in $PWD: $*\"");
    java("17.0.15", "0");
  }

  private void tool(String name, String body) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void java(String version, String exitCode) throws IOException {
    tool(
        "java",
        """
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-04-15' >&2; exit; fi
        echo "in $PWD"
        echo "threads $OMP_NUM_THREADS $OMP_WAIT_POLICY"
        for argument; do
          echo "[$argument]"
          case $argument in -XX:ArchiveClassesAtExit=*) echo > "${argument#*=}" ;; esac
        done
        exit %s
        """
            .formatted(version, exitCode));
  }

  private Ended launch(Path launcher, Map<String, String> environment, String... args)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "ELBO_JAVA_OPTS"));
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "", "OMP_WAIT_POLICY", ""));
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.lines().toList());
  }

  private Ended launch(String... args) throws Exception {
    return launch(project.resolve("cli/elbo"), Map.of(), args);
  }

  @Test
  @DisplayName("starts the JVM from the project's class path, with the user's arguments untouched")
  void startsJvm() throws Exception {
    Ended ended = launch("run", "--out", "a  b", "", "*");
    Path target = project.toRealPath().resolve("cli/target");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.lines())
        .endsWith(
            "[-cp]",
            "[%s/*:%s/lib/*]".formatted(target, target),
            "[org.elbosurgery.cli.Elbo]",
            "[run]",
            "[--out]",
            "[a  b]",
            "[]",
            "[*]")
        .containsSequence("[--add-modules]", "[jdk.incubator.vector]")
        .doesNotContain("[--sun-misc-unsafe-memory-access=allow]");
  }

  @Test
  @DisplayName("stays in the user's folder, so that a relative --plugin-path is the user's")
  void staysInFolder() throws Exception {
    Ended ended = launch("plugins", "--plugin-path", "target");
    assertThat(ended.lines())
        .contains("in " + folder.toRealPath())
        .endsWith("[plugins]", "[--plugin-path]", "[target]");
  }

  @Test
  @DisplayName("is found through symbolic links")
  void followsLinks() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("my bin"));
    Path relative = Path.of("..").resolve(folder.relativize(project)).resolve("cli/elbo");
    Files.createSymbolicLink(bin.resolve("elbo"), relative);
    Path link = Files.createSymbolicLink(folder.resolve("lb"), bin.resolve("elbo"));
    Ended ended = launch(link, Map.of(), "run");
    String target = "[" + project.toRealPath().resolve("cli/target");
    assertThat(ended.lines()).anyMatch(line -> line.startsWith(target));
  }

  @Test
  @DisplayName("builds first, and again only when a source or a pom is newer")
  void buildsWhenStale() throws Exception {
    String built =
        "mvn in %s: -q -B -Dmaven.test.skip=true package -pl cli -am"
            .formatted(project.toRealPath());
    assertThat(launch("plugins").lines()).contains(built);
    assertThat(launch("plugins").lines()).doesNotContain(built);

    Instant later = Instant.now().plusSeconds(60);
    for (String source : List.of("priors-one/src/main/New.java", "framework/pom.xml", "pom.xml")) {
      Path file = project.resolve(source);
      Files.writeString(file, "");
      Files.setLastModifiedTime(file, FileTime.from(later));
      assertThat(launch("plugins").lines()).contains(built);
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }
  }

  @Test
  @DisplayName(
      "archives the classes after a build, for the JVM that is used, and anew after the next")
  void archivesClasses() throws Exception {
    Path archive = project.toRealPath().resolve("cli/target/elbo-17.jsa");
    String use = "[-XX:SharedArchiveFile=%s]".formatted(archive);
    assertThat(launch("run").lines()).contains(use);
    assertThat(archive).exists();
    assertThat(launch("plugins").lines()).contains(use);
    java("25", "0");
    assertThat(launch("run").lines()).noneMatch(line -> line.contains("SharedArchiveFile"));

    Path pom = Files.writeString(project.resolve("pom.xml"), "");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.now().plusSeconds(60)));
    launch("run");
    assertThat(archive).doesNotExist();
    assertThat(archive.resolveSibling("elbo-25.jsa")).exists();
  }

  @Test
  @DisplayName("runs nothing when the build fails, and tries again the next time")
  void reportsFailedBuild() throws Exception {
    tool("mvn", "echo 'does not compile'; exit 1");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(launch("run"))
          .isEqualTo(
              new Ended(
                  1,
                  List.of(
                      "elbo: building; the first time takes a few minutes",
                      "does not compile",
                      "elbo: the build failed; nothing was run")));
    }
  }

  @Test
  @DisplayName("refuses an old or missing JDK before it builds, and says what to do")
  void checksJava() throws Exception {
    java("1.8.0_402", "0");
    assertThat(launch("run"))
        .isEqualTo(
            new Ended(
                1,
                List.of(
                    "elbo: %s/java is too old; install a JDK 17 or later, or set JAVA_HOME to one"
                        .formatted(tools))));
    Map<String, String> nowhere = Map.of("JAVA_HOME", folder.resolve("nowhere").toString());
    assertThat(launch(project.resolve("cli/elbo"), nowhere, "run").lines())
        .containsExactly("elbo: no Java found; install a JDK 17 or later, or set JAVA_HOME to one");
  }

  @Test
  @DisplayName("passes on the exit code, and the flags that a recent JDK needs")
  void passesExitCode() throws Exception {
    java("25", "4");
    Ended ended = launch("run");
    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.lines())
        .contains(
            "[--enable-native-access=ALL-UNNAMED]", "[--sun-misc-unsafe-memory-access=allow]");
  }

  @Test
  @DisplayName(
      "takes threads from --threads, the run it goes on with or the environment, else sets none")
  void setsThreads() throws Exception {
    Path elbo = project.resolve("cli/elbo");
    Map<String, String> three = Map.of("OMP_NUM_THREADS", "3", "OMP_WAIT_POLICY", "ACTIVE");
    assertThat(launch(elbo, three, "run").lines()).contains("threads 3 ACTIVE");
    assertThat(launch(elbo, three, "run", "--threads", "5").lines()).contains("threads 5 ACTIVE");
    assertThat(launch("run", "--threads=6", "x").lines()).contains("threads 6 PASSIVE");
    Path run = Files.createDirectories(folder.resolve("a run"));
    Files.writeString(run.resolve("spec.json"), "{\n  \"threads\" : \"7\",\n}\n");
    for (String[] args :
        List.of(
            new String[] {"run", "--resume", run.toString()},
            new String[] {"run", "--resume=" + run},
            new String[] {"decompose", "--samples", "3", run.toString()})) {
      assertThat(launch(args).lines()).contains("threads 7 PASSIVE");
    }
    Path comparison = Files.createDirectories(folder.resolve("a comparison"));
    Files.writeString(comparison.resolve("comparison.json"), "{\n  \"threads\" : \"8\",\n}\n");
    for (String[] args :
        List.of(
            new String[] {"compare", "--resume", comparison.toString()},
            new String[] {"compare", "--resume=" + comparison})) {
      assertThat(launch(args).lines()).contains("threads 8 PASSIVE");
    }
    for (String none : List.of("many", "0", "-1", "2.5", "10000", "")) {
      assertThat(launch("run", "--threads", none).lines()).contains("threads  PASSIVE");
    }
  }

  @Test
  @DisplayName("lets ELBO_JAVA_OPTS have the last word on memory")
  void appendsOptions() throws Exception {
    Path elbo = project.resolve("cli/elbo");
    List<String> lines = launch(elbo, Map.of("ELBO_JAVA_OPTS", "-Xmx4g -Da=*"), "run").lines();
    assertThat(lines).containsSequence("[-Xmx4g]", "[-Da=*]", "[-cp]");
    assertThat(lines.indexOf("[-Xmx1500m]")).isBetween(0, lines.indexOf("[-Xmx4g]") - 1);
    assertThat(lines).contains("[-Xmn32m]");
  }

  @Test
  @DisplayName("leaves out the incubating module, and its announcement, where nothing is computed")
  void leavesOutModule() throws Exception {
    for (String[] args : List.of(new String[] {"plugins"}, new String[] {"run", "--help"})) {
      assertThat(launch(args).lines())
          .contains("[-XX:TieredStopAtLevel=1]")
          .doesNotContain("[--add-modules]");
    }
    assertThat(launch("doctor").lines())
        .contains("[--add-modules]")
        .doesNotContain("[-XX:TieredStopAtLevel=1]");
  }
}
