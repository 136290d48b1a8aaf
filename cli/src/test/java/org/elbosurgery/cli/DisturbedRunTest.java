package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a system does to a run, in folders whose names a shell or a page could trip over. */
@DisplayName("A run")
@EnabledOnOs(value = OS.LINUX, disabledReason = "SIGSTOP and ulimit are as Linux has them")
final class DisturbedRunTest {

  private static final List<String> RESULTS =
      List.of("result.json", "codes.npz", "codes-test.npz", "points.npz", "prior.npz");

  @TempDir private static Path undisturbed;
  @TempDir private Path folder;
  private Path disturbed;

  @BeforeAll
  static void runUndisturbed() {
    Path whole = undisturbed.resolve("run");
    assertThat(Recorded.run(Elbo.standard(), arguments(whole)).exitCode()).isZero();
  }

  @BeforeEach
  void nameFolder() {
    disturbed = folder.resolve("it's \"my\" $HOME & <b>run</b>; 100 %_x");
  }

  private static String[] arguments(Path out) {
    return RunFolders.smallRun(
        "--epochs=40", "--batch=100", "--checkpoint-every=7", "--out=" + out);
  }

  /** Starts a run in the folder to be disturbed; {@code before} are commands of a shell. */
  private Process start(String before, Path log) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", before + " exec \"$@\"", "bash"));
    command.addAll(
        JavaProcess.likeThis()
            .command(List.of("-Xmx1g", "-XX:-UsePerfData"), Elbo.class, arguments(disturbed)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void signal(Process process, String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private void assertSameResults() {
    for (String file : RESULTS) {
      assertThat(disturbed.resolve(file))
          .hasSameBinaryContentAs(undisturbed.resolve("run").resolve(file));
    }
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(disturbed)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  @DisplayName("that is stopped and continued ends with the bytes of one undisturbed")
  void stopped() throws Exception {
    Path log = folder.resolve("log");
    Process process = start("", log);
    try {
      while (!Files.exists(disturbed.resolve("metrics.csv"))) {
        assertThat(process.isAlive()).as("the training has begun").isTrue();
        Thread.sleep(5);
      }
      signal(process, "STOP");
      assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
      signal(process, "CONT");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertSameResults();
  }

  /** A limit on the size of files stands for a full disk: the write of the codes fails. */
  @Test
  @DisplayName(
      "that cannot write says what and why, leaves nothing half-written, and goes on later")
  void diskFull() throws Exception {
    Path log = folder.resolve("log");
    Process process = start("ulimit -f 2;", log);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(2);
    assertThat(lines)
        .noneMatch(line -> line.startsWith("\tat "))
        .last()
        .satisfies(line -> assertThat(line).contains(disturbed.toString(), "File too large"));
    assertThat(names()).doesNotContain("result.json").noneMatch(name -> name.contains(".tmp"));

    assertThat(Recorded.run(Elbo.standard(), "run", "--resume=" + disturbed).exitCode()).isZero();
    assertSameResults();
    assertThat(Recorded.run(Elbo.standard(), "report", disturbed.toString()).exitCode()).isZero();
  }
}
