package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.process.JavaProcess;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepListener;
import org.elbosurgery.framework.sweep.SweepResolver;
import org.elbosurgery.framework.sweep.SweepRunner;
import org.elbosurgery.framework.sweep.SweepSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one folder, as on the machines of a cluster. */
@DisplayName("A sweep on which several processes work")
final class SharedSweepTest {

  private static final int CELLS = 4;

  /** Files of a cell with the seconds that its epochs took, and the digests of these files. */
  private static final String TIMED = "cells/.*/(metrics\\.csv|checkpoint/.*|SHA256SUMS)";

  @TempDir private Path folder;

  /** One of the processes. It says which cells it starts. */
  static final class Worker {

    private Worker() {}

    /**
     * Works on a sweep once a line of standard input says so.
     *
     * @param args the folder of the sweep and its options, {@code --name=value}
     */
    public static void main(String[] args) throws Exception {
      Map<String, List<String>> options = new LinkedHashMap<>();
      for (String argument : List.of(args).subList(1, args.length)) {
        String[] nameAndValue = argument.substring(2).split("=", 2);
        options.computeIfAbsent(nameAndValue[0], name -> new ArrayList<>()).add(nameAndValue[1]);
      }
      PluginSource plugins = PluginSource.of(Worker.class.getClassLoader());
      Sweep sweep =
          Guice.createInjector(new ElboModule(plugins))
              .getInstance(SweepResolver.class)
              .resolve(new SweepSpec(options));
      System.out.println("ready");
      System.in.read();
      SweepListener listener =
          new SweepListener() {
            @Override
            public void started(Cell cell) {
              System.out.println("started " + cell.name());
            }

            @Override
            public void elsewhere(Cell cell) {
              System.out.println("elsewhere " + cell.name());
            }
          };
      new SweepRunner(1)
          .run(SweepFolder.of(Path.of(args[0]), sweep), listener)
          .forEach(cell -> System.out.println(cell.state() + " " + cell.cell().name()));
    }
  }

  /** Starts a worker, which waits for a line. */
  private static Process start(Path sweep, String... given) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(sweep.toString()));
    arguments.addAll(List.of(given).subList(1, given.length)); // without the name of the command
    Process worker =
        new ProcessBuilder(
                JavaProcess.command(List.of(), Worker.class, arguments.toArray(String[]::new)))
            .redirectError(Redirect.INHERIT)
            .start();
    await("ready", worker);
    return worker;
  }

  private static void go(Process worker) throws IOException {
    worker.getOutputStream().write('\n');
    worker.getOutputStream().flush();
  }

  /** Reads what a worker says until it says something. */
  private static void await(String beginning, Process worker) throws IOException {
    String line = worker.inputReader(StandardCharsets.UTF_8).readLine();
    while (!line.startsWith(beginning)) {
      line = worker.inputReader(StandardCharsets.UTF_8).readLine();
    }
  }

  @Test
  @DisplayName("runs each cell once, and leaves byte for byte what one process leaves")
  void runsEachCellOnce() throws Exception {
    String[] alone = RunFolders.smallSweep("--seed=1", "--seed=2", "--latent=1", "--latent=2");
    Path shared = folder.resolve("shared");
    List<Process> workers = List.of(start(shared, alone), start(shared, alone));
    for (Process worker : workers) {
      go(worker);
    }
    List<String> started = new ArrayList<>();
    for (Process worker : workers) {
      List<String> lines = worker.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(worker.waitFor()).isZero();
      assertThat(lines).filteredOn(line -> line.startsWith("DONE ")).hasSize(CELLS);
      List<String> own = lines.stream().filter(line -> line.startsWith("started ")).toList();
      assertThat(own).isNotEmpty();
      started.addAll(own);
    }
    assertThat(started).hasSize(CELLS).doesNotHaveDuplicates();

    Path whole = folder.resolve("whole");
    List<String> same = new ArrayList<>(List.of(alone));
    same.add("--out=" + whole);
    assertThat(Recorded.run(Elbo.standard(), same.toArray(String[]::new)).exitCode()).isZero();
    Map<String, String> left = RunFolders.listing(shared);
    Map<String, String> expected = RunFolders.listing(whole);
    assertThat(left.keySet()).isEqualTo(expected.keySet());
    left.keySet().removeIf(file -> file.matches(TIMED));
    left.entrySet().removeAll(expected.entrySet());
    assertThat(left.keySet()).isEmpty();
  }

  @Test
  @DisplayName("of which one is killed has its cell taken over by another")
  void takesOver() throws Exception {
    String[] endless = RunFolders.smallSweep("--epochs=1000000");
    Path shared = folder.resolve("shared");
    Process first = start(shared, endless);
    go(first);
    await("started", first);
    Process second = start(shared, endless);
    go(second);
    await("elsewhere", second);
    Path cell = RunFolders.cell(shared, "gaussian-d2-seed7-");
    while (!Files.exists(cell.resolve("metrics.csv"))) {
      Thread.sleep(5);
    }
    ProcessHandle orphan = child(first);
    first.destroyForcibly();
    await("started", second);
    child(second).destroyForcibly();
    await("FAILED " + cell.getFileName(), second);
    orphan.onExit().get(120, TimeUnit.SECONDS); // it writes its checkpoint first
  }

  /** Waits for the process of a cell. */
  private static ProcessHandle child(Process worker) throws InterruptedException {
    while (worker.children().findFirst().isEmpty()) {
      Thread.sleep(5);
    }
    return worker.children().findFirst().orElseThrow();
  }
}
