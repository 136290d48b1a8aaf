package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run whose folder nobody named")
final class RunNamesTest {

  private static final int AT_ONCE = 40;

  @TempDir private Path folder;

  @Test
  @DisplayName("takes the first name that is not used, and makes the folder of all runs")
  void takesFirstUnused() throws IOException {
    Path runs = folder.resolve("runs");
    Files.createDirectories(runs.resolve("a"));
    Files.writeString(runs.resolve("a-2"), "a file has its name, too");
    assertThat(RunNames.make(runs, "a")).isEqualTo(runs.resolve("a-3")).isEmptyDirectory();
    assertThat(RunNames.make(folder.resolve("other"), "a")).isEmptyDirectory();
  }

  @Test
  @DisplayName("is named by what differs from the defaults, in characters that need no quotes")
  void namesWhatDiffers() {
    assertThat(RunNames.name("compare", Map.of())).isEqualTo("compare-d2-seed1");
    Map<String, String> given =
        Map.of(
            "data", "my files/some images.npy,test.npy",
            "binarize", "static",
            "latent", "10",
            "encoder", "mlp:hidden-units=8,hidden-layers=1",
            "epochs", "60",
            "learning-rate", "1e-4",
            "threads", "2");
    assertThat(RunNames.name("gaussian", given))
        .isEqualTo(
            "gaussian-d10-seed1-some-images-binarize-static-encoder-mlp-hidden-units8"
                + "-hidden-layers1-epochs60-learning-rate1e-4");
    assertThat(RunNames.name("vamp", Map.of("data", "my\\,photos/,test")))
        .isEqualTo("vamp-d2-seed1-my-photos");
    assertThat(RunNames.name("vamp", Map.of("data", "/"))).isEqualTo("vamp-d2-seed1");
    assertThat(RunNames.grown(Path.of("runs/a-d2-epochs10/."), 60)).isEqualTo("a-d2-epochs60");
  }

  @Test
  @DisplayName("gets a name of its own when many begin at once")
  void ownNames() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      CyclicBarrier start = new CyclicBarrier(AT_ONCE);
      Callable<Path> run =
          () -> {
            start.await();
            return RunNames.make(folder, "a");
          };
      List<Future<Path>> made = threads.invokeAll(Collections.nCopies(AT_ONCE, run));
      List<Path> expected =
          Stream.concat(Stream.of("a"), IntStream.rangeClosed(2, AT_ONCE).mapToObj(i -> "a-" + i))
              .map(folder::resolve)
              .toList();
      assertThat(made)
          .extracting(Future::get)
          .containsExactlyInAnyOrderElementsOf(expected)
          .allSatisfy(path -> assertThat(path).isEmptyDirectory());
    } finally {
      threads.shutdownNow();
    }
  }
}
