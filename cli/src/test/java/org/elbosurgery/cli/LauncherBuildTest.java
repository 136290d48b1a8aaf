package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The launcher, of the sources,")
final class LauncherBuildTest extends LauncherFixture {

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
}
