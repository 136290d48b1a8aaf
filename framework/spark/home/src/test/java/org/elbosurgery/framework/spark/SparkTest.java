package org.elbosurgery.framework.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On Apache Spark")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Spark wants binaries of Hadoop there")
final class SparkTest {

  /** Files of a cell with the seconds that its epochs took, and the digests of these files. */
  private static final String TIMED = "metrics\\.csv|checkpoint/.*|SHA256SUMS|\\.lock";

  @TempDir private static Path folder;

  private static ProgramOnSpark elbo;

  /** A sweep without Spark, whose files are expected, and whose codes are taken apart. */
  @BeforeAll
  static void sweep() throws Exception {
    elbo = new ProgramOnSpark(folder);
    assertThat(elbo.run("alone", cells("alone"))).as(elbo.complained("alone")).isZero();
  }

  private static String[] cells(String out, String... more) {
    String[] sweep = {
      "sweep",
      "--data=synthetic",
      "--limit=300",
      "--encoder=mlp:hidden-layers=1,hidden-units=8",
      "--decoder=mlp:hidden-layers=1,hidden-units=8",
      "--epochs=40",
      "--checkpoint-every=5",
      "--batch=64",
      "--seed=1",
      "--seed=2",
      "--threads=1",
      "--out=" + out
    };
    return Stream.of(sweep, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static Path cell(String sweep, String beginning) throws IOException {
    try (Stream<Path> cells = Files.list(folder.resolve(sweep).resolve("cells"))) {
      return cells
          .filter(cell -> cell.getFileName().toString().startsWith(beginning))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @DisplayName("codes give byte for byte what one process gives, and Spark is not heard")
  void decomposes() throws Exception {
    String codes = cell("alone", "gaussian-d2-seed1").resolve("codes.npz").toString();
    String[] decompose = {"decompose", "--codes=" + codes, "--tolerance=0.05", "--json"};
    assertThat(elbo.run("one", decompose)).as(elbo.complained("one")).isZero();
    String[] spread = Arrays.copyOf(decompose, decompose.length + 1);
    spread[decompose.length] = "--spark=local-cluster[1,1,512]";
    assertThat(elbo.run("spread", spread)).as(elbo.complained("spread")).isZero();
    assertThat(elbo.printed("spread")).isNotEmpty().isEqualTo(elbo.printed("one"));
    assertThat(elbo.complained("spread")).isEmpty();
  }

  @Test
  @DisplayName(
      "a sweep repeats no cell that is done, loses nothing with an executor, and leaves the"
          + " same bytes")
  void sweepsWithLostExecutor() throws Exception {
    copyWithout(cell("alone", "gaussian-d2-seed2"), "spread");
    Path done = cell("spread", "gaussian-d2-seed1").resolve("result.json");
    FileTime before = Files.getLastModifiedTime(done);
    Process sweep =
        elbo.builder("sweep", cells("spread", "--spark=local-cluster[1,1,512]")).start();
    killExecutorAtWork(sweep);
    assertThat(sweep.waitFor()).as(elbo.complained("sweep")).isZero();
    assertThat(elbo.printed("sweep"))
        .isEqualTo(elbo.printed("alone").replace("in alone", "in spread"));
    assertThat(elbo.complained("sweep")).isEmpty();
    assertThat(Files.getLastModifiedTime(done)).isEqualTo(before);
    assertThat(untimed(cell("spread", "gaussian-d2-seed2")))
        .isEqualTo(untimed(cell("alone", "gaussian-d2-seed2")));
  }

  /** Copies the sweep, but for one of its cells. */
  private static void copyWithout(Path missing, String name) throws IOException {
    Path from = folder.resolve("alone");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(path -> !path.startsWith(missing)).toList()) {
        Files.copy(path, folder.resolve(name).resolve(from.relativize(path)));
      }
    }
  }

  /** Waits for the first checkpoint and ends the executor whose process has written it. */
  private static void killExecutorAtWork(Process sweep) throws Exception {
    Optional<ProcessHandle> executor = Optional.empty();
    while (executor.isEmpty() && sweep.isAlive()) {
      Thread.sleep(20);
      executor = isTraining() ? executorAtWork(sweep) : Optional.empty();
    }
    assertThat(executor).as(elbo.complained("sweep")).isPresent();
    assertThat(executor.get().destroyForcibly()).isTrue();
  }

  private static boolean isTraining() throws IOException {
    try (Stream<Path> cells = Files.list(folder.resolve("spread/cells"))) {
      return cells.anyMatch(
          cell ->
              Files.isDirectory(cell.resolve("checkpoint"))
                  && !Files.exists(cell.resolve("result.json")));
    }
  }

  /** The processes of cells are children of executors, and executors of the sweep. */
  private static Optional<ProcessHandle> executorAtWork(Process sweep) {
    List<ProcessHandle> executors = sweep.children().toList();
    return executors.stream().filter(each -> each.children().findAny().isPresent()).findFirst();
  }

  private static Map<String, String> untimed(Path cell) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(cell)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = cell.relativize(file).toString().replace('\\', '/');
        if (!name.matches(TIMED)) {
          files.put(name, Arrays.toString(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  @DisplayName("a master that does not answer is named, and no folder is left")
  void refuses() throws Exception {
    assertThat(elbo.run("silent", cells("never", "--spark=spark://127.0.0.1:9"))).isEqualTo(2);
    assertThat(elbo.complained("silent"))
        .startsWith("elbo: no Spark master answers at spark://127.0.0.1:9 (127.0.0.1:9: ")
        .endsWith("; start it, or give the URL that its log or page says");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  @DisplayName("what is no master is refused in a line")
  void refusesNoMaster() throws Exception {
    String codes = "--codes=" + cell("alone", "gaussian-d2-seed1").resolve("codes.npz");
    assertThat(elbo.run("nothing", "decompose", codes, "--tolerance=0.05", "--spark=nothing"))
        .isEqualTo(2);
    assertThat(elbo.complained("nothing"))
        .isEqualTo(
            "elbo: cannot work with Spark at nothing: Could not parse Master URL: 'nothing'");
  }
}
