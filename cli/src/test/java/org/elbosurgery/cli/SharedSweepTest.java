package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Files of a cell with the seconds that its epochs took, and the digests of these files. */
  private static final String TIMED = "metrics\\.csv|checkpoint/.*|SHA256SUMS";

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
                JavaProcess.likeThis()
                    .command(List.of(), Worker.class, arguments.toArray(String[]::new)))
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
    String[] cells = RunFolders.smallSweep("--seed=1", "--seed=2");
    Path shared = folder.resolve("shared");
    List<Process> workers = List.of(start(shared, cells), start(shared, cells));
    for (Process worker : workers) {
      go(worker);
    }
    List<String> started = new ArrayList<>();
    for (Process worker : workers) {
      List<String> lines = worker.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(worker.waitFor()).isZero();
      assertThat(lines).filteredOn(line -> line.startsWith("DONE ")).hasSize(2);
      List<String> own = lines.stream().filter(line -> line.startsWith("started ")).toList();
      assertThat(own).hasSize(1);
      started.addAll(own);
    }
    assertThat(started).doesNotHaveDuplicates();
    for (String seed : List.of("1", "2")) {
      Path alone = folder.resolve(seed);
      String[] run = RunFolders.smallRun("--seed=" + seed, "--out=" + alone);
      assertThat(Recorded.run(Elbo.standard(), run).exitCode()).isZero();
      Map<String, String> expected = untimed(alone);
      assertThat(untimed(RunFolders.cell(shared, "gaussian-d2-seed" + seed)))
          .containsExactlyEntriesOf(expected);
    }
  }

  /** Returns the files of a run, without those that have the seconds that its epochs took. */
  private static Map<String, String> untimed(Path run) throws IOException {
    Map<String, String> files = RunFolders.listing(run);
    files.keySet().removeIf(file -> file.matches(TIMED));
    return files;
  }
}
