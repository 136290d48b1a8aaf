package org.elbosurgery.framework.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.machine.Threads;

/**
 * Runs a cell in a separate Java process, so that a crash of native code affects only this cell.
 */
final class CellProcess {

  private static final long PATIENCE_SECONDS = 90;
  private static final int SIGNAL = 128;

  /**
   * The exit codes after SIGHUP, SIGINT and SIGTERM, which may have been sent to the sweep as well.
   */
  private static final Set<Integer> INTERRUPTIONS = Set.of(SIGNAL + 1, SIGNAL + 2, SIGNAL + 15);

  /** Longer than a signal sent to both takes to interrupt the sweep. */
  private static final long GRACE_MILLIS = 2_000;

  private static final int MOST_SAID = 1 << 16;

  private final Cell cell;
  private final Path run;
  private final SweepListener listener;
  private final List<String> problems = new ArrayList<>();
  private volatile String said = "";

  /**
   * Prepares the process of a cell.
   *
   * @param run its run folder, which has been made
   */
  CellProcess(Cell cell, Path run, SweepListener listener) {
    this.cell = cell;
    this.run = run;
    this.listener = listener;
  }

  /**
   * Runs the cell to its end.
   *
   * @param settings how its process is started, and with which plugins
   * @return the failure; empty if the cell did not fail
   * @throws InterruptedException if this thread is interrupted; the cell has written a checkpoint
   */
  Optional<ElboException> run(SweepRunner settings) throws InterruptedException {
    Process process;
    try {
      process = start(settings);
    } catch (IOException e) {
      return Optional.of(ElboException.user("its process could not be started: " + e.getMessage()));
    }
    return run(process);
  }

  private Process start(SweepRunner settings) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(run.toString()));
    settings.pluginFolder().ifPresent(folder -> arguments.add(folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(
            settings
                .java()
                .command(
                    List.of("-XX:ErrorFile=" + run.resolve("crash.log")),
                    CellMain.class,
                    arguments.toArray(String[]::new)));
    Map<String, String> environment = builder.environment();
    environment.put(Threads.VARIABLE, Integer.toString(cell.spec().run().threads()));
    environment.putIfAbsent(NativeSettings.WAIT_POLICY, NativeSettings.PASSIVE);
    return builder.start();
  }

  private Optional<ElboException> run(Process process) throws InterruptedException {
    Thread out = new Thread(() -> listen(process), "cell " + cell.name());
    Thread err = new Thread(() -> overhear(process), "stderr of cell " + cell.name());
    out.start();
    err.start();
    try {
      int exitCode = process.waitFor();
      out.join();
      err.join();
      if (INTERRUPTIONS.contains(exitCode)) {
        Thread.sleep(GRACE_MILLIS); // interrupted, unless only this cell was
      }
      boolean well = exitCode == 0 && RunFolder.open(run).isFinished();
      return well ? Optional.empty() : Optional.of(failure(exitCode));
    } catch (InterruptedException e) {
      stop(process);
      throw e;
    } finally {
      process.destroyForcibly();
    }
  }

  private void listen(Process process) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(line -> CellMessage.of(line).ifPresent(this::hear));
    } catch (IOException | UncheckedIOException e) {
      return; // the process has ended
    }
  }

  private void hear(CellMessage message) {
    switch (message.kind()) {
      case WORK -> listener.worked(cell, message.done(), message.text());
      case WARNING -> listener.warned(cell, message.text());
      case PROBLEM -> problems.add(message.text());
    }
  }

  /** Keeps the beginning of the standard error of the process and discards the rest. */
  private void overhear(Process process) {
    try (InputStream err = process.getErrorStream()) {
      said = new String(err.readNBytes(MOST_SAID), StandardCharsets.ISO_8859_1);
      err.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      return; // the process has ended
    }
  }

  /** Closes the input of the process, which makes it write a checkpoint and end. */
  private static void stop(Process process) {
    try {
      process.getOutputStream().close();
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      return; // it has ended already
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // a second request ends it without the checkpoint
    }
  }

  private ElboException failure(int exitCode) {
    return problems.isEmpty()
        ? ElboException.of(Category.INTERNAL, List.of(lastWords(exitCode)))
        : ElboException.of(category(exitCode), problems);
  }

  /**
   * Returns the category of an exit code; a process that was not ended by its own program counts as
   * a failure of this program.
   */
  private static Category category(int exitCode) {
    return Arrays.stream(Category.values())
        .filter(category -> category.exitCode() == exitCode)
        .findFirst()
        .orElse(Category.INTERNAL);
  }

  private String lastWords(int exitCode) {
    String first =
        said.lines()
            .filter(line -> !line.isBlank() && !line.matches("(WARNING|Picked up).*"))
            .findFirst()
            .map(line -> ": " + line)
            .orElse(
                SIGNAL > exitCode
                    ? " and without a word, as where a plugin calls Runtime.halt"
                    : "");
    String how =
        exitCode > SIGNAL
            ? "was ended by signal " + (exitCode - SIGNAL)
            : "ended with exit code " + exitCode + " without a result";
    return "its process " + how + first;
  }
}
