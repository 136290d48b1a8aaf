package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of training, to a process of its own. */
@DisplayName("Ctrl-C")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
final class InterruptTest {

  /** Many short epochs, so that the signal falls well inside the training. */
  private static final String MANY = "--epochs=100";

  /** Of each of several trainings, to take less time in all. */
  private static final String SOME = "--epochs=40";

  @TempDir private Path folder;

  private static String[] arguments(Path out, String... others) {
    List<String> arguments = new ArrayList<>(List.of("--batch=100", "--checkpoint-every=7"));
    arguments.addAll(List.of(others));
    arguments.add("--out=" + out);
    return arguments.toArray(String[]::new);
  }

  private static Process start(Path log, String... args) throws IOException {
    return ElboProcess.of(args).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Waits until a regular checkpoint of the running training is there. */
  private static void awaitTraining(Process process, Path metrics) throws Exception {
    while (!Files.exists(metrics)) {
      assertThat(process.isAlive()).as("the training has begun").isTrue();
      Thread.sleep(5);
    }
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  @DisplayName(
      "leaves a whole checkpoint, says how to go on, and the run then ends as if undisturbed")
  void interrupts() throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(
            Recorded.run(Elbo.standard(), RunFolders.smallRun(arguments(whole, MANY))).exitCode())
        .isZero();

    Path parts = folder.resolve("parts");
    Path log = folder.resolve("log");
    Process process = start(log, RunFolders.smallRun(arguments(parts, MANY)));
    try {
      awaitTraining(process, parts.resolve("metrics.csv"));
      interrupt(process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(log, StandardCharsets.UTF_8))
        .contains("elbo: interrupted; continue with elbo run --resume " + parts);
    assertThat(process.exitValue()).isEqualTo(130); // 128 + SIGINT
    assertThat(parts.resolve("result.json")).doesNotExist();

    Recorded resumed = Recorded.run(Elbo.standard(), "run", "--resume=" + parts);
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.exitCode()).isZero();
    for (String file : List.of("result.json", "codes.npz", "codes-test.npz", "prior.npz")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  @Test
  @DisplayName("in the middle of a comparison says how to go on, and the table is that of no stop")
  void interruptsComparison() throws Exception {
    String[] options = {SOME, "--prior=gaussian", "--prior=gaussian:mean=learned"};
    Path whole = folder.resolve("whole");
    Recorded undisturbed =
        Recorded.run(Elbo.standard(), RunFolders.smallComparison(arguments(whole, options)));
    assertThat(undisturbed.exitCode()).isZero();

    Path parts = folder.resolve("parts");
    Path log = folder.resolve("log");
    Process process = start(log, RunFolders.smallComparison(arguments(parts, options)));
    try {
      awaitTraining(process, parts.resolve("2-gaussian/metrics.csv"));
      interrupt(process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(log, StandardCharsets.UTF_8))
        .contains("elbo: interrupted; continue with elbo compare --resume " + parts);
    assertThat(process.exitValue()).isEqualTo(130); // 128 + SIGINT
    assertThat(parts.resolve("1-gaussian/result.json")).exists();
    assertThat(parts.resolve("2-gaussian/result.json")).doesNotExist();

    List<String> table = new ArrayList<>(undisturbed.out());
    table.set(table.size() - 1, "saved in " + parts);
    assertThat(Recorded.run(Elbo.standard(), "compare", "--resume=" + parts))
        .isEqualTo(new Recorded(0, table, List.of()));
    for (String file : List.of("result.json", "codes.npz", "points.npz", "points-test.npz")) {
      assertThat(parts.resolve("2-gaussian").resolve(file))
          .hasSameBinaryContentAs(whole.resolve("2-gaussian").resolve(file));
    }
  }
}
