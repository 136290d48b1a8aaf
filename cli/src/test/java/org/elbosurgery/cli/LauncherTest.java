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
import java.util.stream.Stream;
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

  /** The options with which the program loads the Vector API itself. */
  private static final String[] QUIETLY = {
    "[--add-exports]",
    "[java.base/jdk.internal.module=ALL-UNNAMED]",
    "[-XX:+UnlockExperimentalVMOptions]",
    "[-XX:+EnableVectorSupport]"
  };

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

  private static void copy(String file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(Path.of(file), to);
    assertThat(to.toFile().setExecutable(true)).isTrue();
  }

  private void tool(String name, String body) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void java(String version, String exitCode) throws IOException {
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

  /** Returns the folders of builds, complete or not. */
  private List<Path> builds() throws IOException {
    try (Stream<Path> files = Files.list(project.toRealPath().resolve("cli/target/builds"))) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private boolean builds(String... args) throws Exception {
    return launch(args).lines().contains("elbo: building; the first time takes a few minutes");
  }

  @Test
  @DisplayName("starts the JVM from the project's class path, with the user's arguments untouched")
  void startsJvm() throws Exception {
    Ended ended = launch("run", "--out", "a  b", "", "*");
    Path build = builds().get(0);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.lines())
        .endsWith(
            "[-cp]",
            "[%s/*:%s/lib/*]".formatted(build, build),
            "[org.elbosurgery.cli.Elbo]",
            "[run]",
            "[--out]",
            "[a  b]",
            "[]",
            "[*]")
        .containsSequence(QUIETLY)
        .doesNotContain("[--add-modules]")
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
  @DisplayName("of a release runs the jars of the release, and needs neither Maven nor a JDK")
  void runsRelease() throws Exception {
    Path release = folder.resolve("a release");
    copy("elbo", release.resolve("bin/elbo"));
    copy("src/main/launcher/jvm.options", release.resolve("lib/jvm.options"));
    tool("mvn", "echo Maven was called");
    Ended ended = launch(release.resolve("bin/elbo"), Map.of(), "run", "--out", "a  b");
    String jars = "[" + release.toRealPath() + "/lib/*]";
    assertThat(ended.lines())
        .contains("[-Xmx1500m]")
        .endsWith("[-cp]", jars, "[org.elbosurgery.cli.Elbo]", "[run]", "[--out]", "[a  b]")
        .noneMatch(line -> line.contains("Maven"));
    try (Stream<Path> files = Files.walk(release)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
    java("11.0.23", "0");
    assertThat(launch(release.resolve("bin/elbo"), Map.of(), "run"))
        .isEqualTo(
            new Ended(
                1,
                List.of(
                    "elbo: %s/java is too old; install Java 17 or later, or set JAVA_HOME to one"
                        .formatted(tools))));
  }

  @Test
  @DisplayName("builds first, and again only when the content of a source or a pom has changed")
  void buildsWhenChanged() throws Exception {
    assertThat(launch("plugins").lines())
        .anyMatch(
            line ->
                line.matches(
                    "mvn in .*/a project: -B -Dmaven.test.skip=true"
                        + " -Delbo.build=.*/cli/target/builds/.new.\\d+ package -pl cli -am"));
    assertThat(builds("plugins")).isFalse();
    for (String source : List.of("priors-one/src/main/New.java", "framework/pom.xml", "pom.xml")) {
      Path file = Files.writeString(project.resolve(source), "changed");
      assertThat(builds("plugins")).isTrue();
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
      assertThat(builds("plugins")).isFalse();
    }
    Files.delete(project.resolve("priors-one/src/main/New.java"));
    assertThat(builds("plugins")).isTrue();
  }

  @Test
  @DisplayName("takes nothing from a process that runs: its build stays until it has ended")
  void keepsBuildInUse() throws Exception {
    Path go = folder.resolve("go");
    tool(
        "java",
        """
        for last; do :; done
        if [ "$last" = -version ]; then echo 'openjdk version "17.0.15"' >&2; exit; fi
        [ "$WAIT" ] || exit 0
        echo started
        while [ ! -e "%s" ]; do sleep 0.05; done
        """
            .formatted(go));
    launch("run");
    Path first = builds().get(0);
    ProcessBuilder builder = new ProcessBuilder(project.resolve("cli/elbo").toString(), "sweep");
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().put("WAIT", "yes");
    Process sweep = builder.redirectErrorStream(true).start();
    try {
      assertThat(sweep.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("started");
      Files.writeString(project.resolve("pom.xml"), "second");
      assertThat(builds("run")).isTrue();
      assertThat(builds()).hasSize(2).contains(first);
      Files.writeString(project.resolve("pom.xml"), "third");
      assertThat(builds("run")).isTrue();
      assertThat(builds()).hasSize(2).contains(first);
      Files.createFile(go);
      assertThat(sweep.waitFor()).isZero();
    } finally {
      sweep.destroy();
    }
    Files.writeString(project.resolve("pom.xml"), "fourth");
    assertThat(builds("run")).isTrue();
    assertThat(builds()).hasSize(1).doesNotContain(first);
  }

  @Test
  @DisplayName("builds once where several are started at the same time")
  void buildsOneAtATime() throws Exception {
    List<Process> launchers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ProcessBuilder builder = new ProcessBuilder(project.resolve("cli/elbo").toString(), "run");
      builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
      launchers.add(builder.redirectErrorStream(true).start());
    }
    int built = 0;
    for (Process launcher : launchers) {
      List<String> lines = launcher.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(launcher.waitFor()).isZero();
      assertThat(lines).contains("[run]");
      built += lines.stream().anyMatch(line -> line.startsWith("mvn in")) ? 1 : 0;
    }
    assertThat(built).isEqualTo(1);
    assertThat(builds()).hasSize(1);
  }

  @Test
  @DisplayName("says in a line that it cannot build, and runs the last build if there is one")
  void runsLastBuild() throws Exception {
    tool("mkdir", "exit 1"); // what a folder answers that cannot be written, also to root
    assertThat(launch("run").lines())
        .containsExactly(
            "elbo: %s/cli/target cannot be written, so nothing can be built; nothing was run"
                .formatted(project.toRealPath()));
    Files.delete(tools.resolve("mkdir"));
    launch("run");
    Files.writeString(project.resolve("pom.xml"), "changed");
    tool("mkdir", "exit 1");
    assertThat(launch("run").lines())
        .startsWith(
            "elbo: the sources have changed, but %s/cli/target cannot be written; this is the last build"
                .formatted(project.toRealPath()))
        .contains("[%1$s/*:%1$s/lib/*]".formatted(builds().get(0)));
  }

  @Test
  @DisplayName(
      "archives the classes after a build, for the JVM that is used, and anew after the next")
  void archivesClasses() throws Exception {
    String archived = "\\[-XX:SharedArchiveFile=.*/cli/target/builds/\\d+/elbo-%s.jsa\\]";
    assertThat(launch("run").lines()).anyMatch(line -> line.matches(archived.formatted(17)));
    assertThat(builds().get(0).resolve("elbo-17.jsa")).exists();
    assertThat(launch("plugins").lines()).anyMatch(line -> line.matches(archived.formatted(17)));
    java("25", "0");
    assertThat(launch("run").lines()).noneMatch(line -> line.contains("SharedArchiveFile"));

    Files.writeString(project.resolve("pom.xml"), "changed");
    assertThat(launch("run").lines()).anyMatch(line -> line.matches(archived.formatted(25)));
  }

  @Test
  @DisplayName("asks for UTF-8 where the locale has another encoding, and else leaves it alone")
  void setsLocale() throws Exception {
    String locales = "[ \"$1\" = -a ] && printf '%s\\n' C de_DE.utf8 C.utf8 POSIX || echo ";
    tool("locale", locales + "ANSI_X3.4-1968");
    assertThat(launch("run").lines()).contains("locale C.utf8", "[-Dfile.encoding=UTF-8]");
    tool("locale", locales + "UTF-8");
    Map<String, String> german = Map.of("LC_ALL", "de_DE.utf8");
    assertThat(launch(project.resolve("cli/elbo"), german, "run").lines())
        .contains("locale de_DE.utf8");
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
  @DisplayName("shows the modules of a build as they pass, and errors whole")
  void showsBuild() throws Exception {
    tool(
        "mvn",
        """
        for n in $(seq 250); do echo "Downloading from central: $n"; echo "[INFO] Downloaded from central: $n"; done
        echo '[INFO] Building ELBO Surgery API 0.1.0          [2/12]'
        echo '[INFO] nothing to say'
        echo '[WARNING] A.java'
        echo '  of which more'
        echo '[ERROR] B.java'
        echo '  of which this'
        echo '[INFO] BUILD FAILURE'
        exit 1
        """);
    assertThat(launch("run").lines())
        .containsExactly(
            "elbo: building; the first time takes a few minutes",
            "elbo: building; 100 files downloaded",
            "elbo: building; 200 files downloaded",
            "elbo: building [2/12] ELBO Surgery API",
            "[ERROR] B.java",
            "  of which this",
            "elbo: the build failed; nothing was run");
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
    tool("java", "echo Error occurred during initialization of VM; echo Could not reserve; exit 1");
    assertThat(launch("run").lines())
        .containsExactly(
            "elbo: %s/java does not start: Error occurred during initialization of VM Could not"
                    .formatted(tools)
                + " reserve");
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
  @DisplayName("lets idle threads sleep unless the user says otherwise, and leaves their number be")
  void setsWaitPolicy() throws Exception {
    Map<String, String> user = Map.of("OMP_NUM_THREADS", "3", "OMP_WAIT_POLICY", "ACTIVE");
    for (String[] args :
        List.of(
            new String[] {"run"}, new String[] {"run", "--threads", "5", "--resume", "a run"})) {
      assertThat(launch(args).lines()).contains("threads  PASSIVE");
      assertThat(launch(project.resolve("cli/elbo"), user, args).lines())
          .contains("threads 3 ACTIVE");
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
  @DisplayName("leaves out the incubating module where nothing is computed")
  void leavesOutModule() throws Exception {
    for (String[] args : List.of(new String[] {"plugins"}, new String[] {"run", "--help"})) {
      assertThat(launch(args).lines())
          .contains("[-XX:TieredStopAtLevel=1]")
          .doesNotContain(QUIETLY);
    }
    assertThat(launch("doctor").lines())
        .contains(QUIETLY)
        .doesNotContain("[-XX:TieredStopAtLevel=1]");
  }

  @Test
  @DisplayName("has the JVM announce the module where the JVM is newer, or lacks the quiet options")
  void announcesModule() throws Exception {
    java("26", "0");
    assertThat(launch("run").lines())
        .containsSequence("[--add-modules]", "[jdk.incubator.vector]")
        .doesNotContain(QUIETLY);
    tool(
        "java",
        """
        for argument; do
          case $argument in
            -XX:+EnableVectorSupport) echo "Unrecognized VM option" >&2; exit 1 ;;
            -version) echo 'openjdk version "17.0.15"' >&2; exit ;;
          esac
          echo "[$argument]"
        done
        """);
    assertThat(launch("run").lines())
        .containsSequence("[--add-modules]", "[jdk.incubator.vector]")
        .doesNotContain(QUIETLY);
  }
}
