package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a copy of the launcher in a made-up project, with a {@code mvn} and a {@code java} that only
 * write down how they were called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
abstract class LauncherFixture {

  @TempDir Path folder;
  Path project;
  Path tools;

  /** How the launcher ended and what it printed, both streams together. */
  record Ended(int exitCode, List<String> lines) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("a project");
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String module : List.of("api", "framework", "priors-one", "cli")) {
      Files.createDirectories(project.resolve(module + "/src/main"));
      Files.createFile(project.resolve(module + "/pom.xml"));
    }
    Files.createFile(project.resolve("pom.xml"));
    copy("elbo", project.resolve("cli/elbo"));
    for (String file : List.of("build.sh", "jvm.options")) {
      copy("src/main/launcher/" + file, project.resolve("cli/src/main/launcher").resolve(file));
    }
    tool(
        "mvn",
        """
        echo "mvn in $PWD: $*"
        for argument; do
          case $argument in -Delbo.build=*) mkdir -p "${argument#*=}/lib" ;; esac
        done
        """);
    java("17.0.15", "0");
  }

  static void copy(String file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(Path.of(file), to);
    assertThat(to.toFile().setExecutable(true)).isTrue();
  }

  final void tool(String name, String body) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  final void java(String version, String exitCode) throws IOException {
    tool(
        "java",
        """
        for last; do :; done
        if [ "$last" = -version ]; then echo 'openjdk version "%s" 2025-04-15' >&2; exit; fi
        echo "in $PWD"
        echo "threads $OMP_NUM_THREADS $OMP_WAIT_POLICY"
        echo "locale $LC_ALL"
        for argument; do
          case $argument in
            @*) sed -n 's/^-.*/[&]/p' "${argument#@}" ;;
            *) echo "[$argument]" ;;
          esac
          case $argument in -XX:ArchiveClassesAtExit=*) echo > "${argument#*=}" ;; esac
        done
        exit %s
        """
            .formatted(version, exitCode));
  }

  final Ended launch(Path launcher, Map<String, String> environment, String... args)
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

  final Ended launch(String... args) throws Exception {
    return launch(project.resolve("cli/elbo"), Map.of(), args);
  }

  /** Returns the folders of builds, complete or not. */
  final List<Path> builds() throws IOException {
    try (Stream<Path> files = Files.list(project.toRealPath().resolve("cli/target/builds"))) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  final boolean builds(String... args) throws Exception {
    return launch(args).lines().contains("elbo: building; the first time takes a few minutes");
  }
}
