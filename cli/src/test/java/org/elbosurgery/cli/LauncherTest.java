package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The launcher")
final class LauncherTest extends LauncherFixture {

  /** The options with which the program loads the Vector API itself. */
  private static final String[] QUIETLY = {
    "[--add-exports]",
    "[java.base/jdk.internal.module=ALL-UNNAMED]",
    "[-XX:+UnlockExperimentalVMOptions]",
    "[-XX:+EnableVectorSupport]"
  };

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
  @DisplayName("runs the sources also where a folder beside them is named like that of a release")
  void isNoRelease() throws Exception {
    Files.createDirectories(project.resolve("lib"));
    assertThat(launch("run").lines())
        .contains("elbo: building; the first time takes a few minutes", "[run]");
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

  @Test
  @DisplayName("computes in plain Java in a runtime without the module")
  void leavesOutMissingModule() throws Exception {
    tool(
        "java",
        """
        for argument; do
          case $argument in
            --add-modules) echo "Module jdk.incubator.vector not found" >&2; exit 1 ;;
            -version) echo 'openjdk version "26"' >&2; exit ;;
          esac
          echo "[$argument]"
        done
        """);
    assertThat(launch("run").lines())
        .endsWith("[run]")
        .doesNotContain("[--add-modules]")
        .doesNotContain(QUIETLY);
  }
}
