package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps that are killed at random moments. The build does it with few cells; with {@code
 * -Dtest=KilledSweepTest -Dkill.cells=12 -Dkill.count=20} it is a matter of minutes.
 */
@DisplayName("A sweep that is killed")
final class KilledSweepTest {

  private static final int CELLS = Integer.getInteger("kill.cells", 4);
  private static final int KILLS = Integer.getInteger("kill.count", 3);

  /** A line of {@code --print-cells}. */
  private static final Pattern CELL =
      Pattern.compile("\\d+ +seed (?<seed>\\d+), (?<prior>\\S+) +(?<folder>.*)");

  /** The moments are random in the program's time, whatever the machine's; their draws are not. */
  private final Random random = new Random(20161209);

  @TempDir private Path folder;

  private static String[] arguments(Path out, int cells, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--epochs=60"));
    arguments.addAll(more.length == 0 ? List.of("--jobs=2") : List.of(more));
    for (int seed = 1; seed <= cells / 2; seed++) {
      arguments.add("--seed=" + seed);
    }
    arguments.addAll(List.of("--prior=gaussian", "--prior=gaussian:mean=learned", "--out=" + out));
    return RunFolders.smallSweep(arguments.toArray(String[]::new));
  }

  private Process start(Path out, int cells, String... more) throws IOException {
    return new ProcessBuilder(
            JavaProcess.likeThis().command(List.of(), Elbo.class, arguments(out, cells, more)))
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  /** Runs a sweep to its end in this process, which nobody kills; its cells have their own. */
  private static Recorded finish(Path out, int cells) {
    Recorded recorded = Recorded.run(Elbo.standard(), arguments(out, cells));
    assertThat(recorded.exitCode()).as("%s", recorded).isZero();
    return recorded;
  }

  @Test
  @DisplayName("at any moments, with or without its cells, ends bit for bit as if undisturbed")
  void endsAsIfUndisturbed() throws Exception {
    long millis = 0; // from the start of a sweep until its cells are training
    Path killed = folder.resolve("killed-0");
    int kills = 0;
    int halfTrained = 0;
    for (int sweep = 1; kills < KILLS; ) {
      Process process = start(killed, CELLS);
      if (kills == 0) {
        long begun = System.nanoTime();
        awaitTraining(
            killed, process, 2); // whatever the machine's speed, one kill is in a training
        millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      } else {
        process.waitFor((long) (random.nextDouble() * millis * 1.5), TimeUnit.MILLISECONDS);
      }
      List<ProcessHandle> cells = process.descendants().toList();
      if (process.isAlive()) {
        process.destroyForcibly().waitFor();
        if (kills++ % 2 == 0) { // else they find out by themselves that nobody listens any more
          cells.forEach(ProcessHandle::destroyForcibly);
        }
        halfTrained += halfTrained(killed);
      } else { // it was done before it could be killed
        requireUndisturbed(killed);
        killed = folder.resolve("killed-" + sweep++);
      }
    }
    assertThat(halfTrained).isPositive();
    finish(killed, CELLS);
    requireUndisturbed(killed);
  }

  /** Returns how many cells have a checkpoint and no result. */
  private static int halfTrained(Path sweep) throws IOException {
    int count = 0;
    for (Path cell : cells(sweep)) {
      if (Files.isDirectory(cell.resolve("checkpoint"))
          && !Files.exists(cell.resolve("result.json"))) {
        count++;
      }
    }
    return count;
  }

  private static List<Path> cells(Path sweep) throws IOException {
    if (!Files.isDirectory(sweep.resolve("cells"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(sweep.resolve("cells"))) {
      return all.sorted().toList();
    }
  }

  /** Compares every cell with the same run in this process, which nobody kills. */
  private void requireUndisturbed(Path killed) throws IOException {
    List<String> lines =
        Recorded.run(Elbo.standard(), arguments(killed, CELLS, "--print-cells")).out();
    assertThat(lines).hasSize(CELLS).allMatch(CELL.asMatchPredicate());
    for (String line : lines) {
      Matcher words = CELL.matcher(line);
      assertThat(words.matches()).isTrue();
      Path cell = Path.of(words.group("folder"));
      Path whole = folder.resolve("whole").resolve(cell.getFileName().toString());
      if (!Files.exists(whole)) {
        Recorded recorded =
            Recorded.run(
                Elbo.standard(),
                RunFolders.smallRun(
                    "--epochs=60",
                    "--seed=" + words.group("seed"),
                    "--prior=" + words.group("prior"),
                    "--out=" + whole));
        assertThat(recorded.exitCode()).as("%s", recorded).isZero();
      }
      for (String file :
          List.of("result.json", "codes.npz", "codes-test.npz", "points.npz", "prior.npz")) {
        assertThat(cell.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
      }
    }
  }

  @Test
  @DisplayName("in some of its cells has rows that say so, and finishes them when asked again")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
  void losesCells() throws Exception {
    Path out = folder.resolve("out");
    Process process = start(out, 4, "--jobs=4");
    awaitTraining(out, process, 4);
    List<ProcessHandle> cells = process.children().toList();
    send("KILL", Stream.of(cells.get(0)));
    send("TERM", Stream.of(cells.get(1)));
    send("INT", Stream.of(cells.get(2)));
    assertThat(process.waitFor()).isEqualTo(Category.INTERNAL.exitCode());
    List<String> log = Files.readAllLines(folder.resolve("log"));
    for (int number : new int[] {9, 15, 2}) {
      String failed =
          "seed [12], gaussian.* failed: its process was ended by signal " + number + "\\b.*";
      assertThat(log).as("%s", log).filteredOn(line -> line.matches(failed)).hasSize(1);
    }
    assertThat(log).anyMatch(line -> line.startsWith("4 cells: 1 done, 3 failed"));
    assertThat(finish(out, 4).out().get(0)).startsWith("4 cells: 4 done;");
  }

  @Test
  @DisplayName("by Ctrl-C, which goes to its cells, too, says how to go on, and no cell has failed")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
  void isInterruptedWithItsCells() throws Exception {
    Path out = folder.resolve("out");
    Process process = start(out, 2);
    awaitTraining(out, process, 2);
    send("INT", Stream.concat(process.descendants(), Stream.of(process.toHandle())));
    assertThat(process.waitFor()).isEqualTo(130); // 128 + SIGINT
    assertThat(Files.readAllLines(folder.resolve("log")))
        .contains("elbo: interrupted; the same command continues with " + out);
    assertThat(Recorded.run(Elbo.standard(), "sweep", "--status=" + out).out().get(0))
        .startsWith("2 cells: 2 interrupted;");
  }

  private static void send(String signal, Stream<ProcessHandle> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.map(process -> Long.toString(process.pid())).forEach(command::add);
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private static void awaitTraining(Path out, Process process, int cells) throws Exception {
    while (process.isAlive()) {
      long training =
          cells(out).stream().filter(cell -> Files.exists(cell.resolve("metrics.csv"))).count();
      if (training == cells) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("the sweep ended before its cells were training");
  }

  @Test
  @DisplayName("by SIGTERM says how to go on, and its cell has left a checkpoint")
  void isEndedGently() throws Exception {
    Path out = folder.resolve("out");
    String[] endless = {"--epochs=100000", "--checkpoint-every=100000", "--out=" + out};
    Process process =
        ElboProcess.of(RunFolders.smallSweep(endless))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    awaitTraining(out, process, 1);
    process.destroy();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(folder.resolve("log")))
        .contains("elbo: interrupted; the same command continues with " + out);
    for (Path cell : cells(out)) {
      assertThat(cell.resolve("checkpoint")).isDirectoryContaining("glob:**/step-*.npz");
    }
  }
}
