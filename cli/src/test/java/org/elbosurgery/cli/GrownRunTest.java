package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A finished run that is trained further")
final class GrownRunTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private Path earlier;

  private static Recorded run(Path out, String... options) {
    String[] all = new String[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "--out=" + out;
    return Recorded.run(ELBO, RunFolders.smallRun(all));
  }

  @BeforeAll
  static void train() {
    assertThat(run(shared.resolve("earlier"), "--epochs=1", "--surgery-every=1").exitCode())
        .isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    earlier = folder.resolve("earlier");
    FileUtils.copyDirectory(shared.resolve("earlier").toFile(), earlier.toFile());
  }

  private List<String> refusal(String... options) throws IOException {
    String[] all = new String[options.length + 3];
    System.arraycopy(options, 0, all, 3, options.length);
    all[0] = "run";
    all[1] = "--resume=" + earlier;
    all[2] = "--out=" + folder.resolve("grown");
    return Refusal.of(folder, all);
  }

  @Test
  @DisplayName("has the bits of one that had all the epochs from the start, and says what it was")
  void growsToTheSameBits() throws IOException {
    Path straight = folder.resolve("straight");
    assertThat(run(straight, "--epochs=3", "--surgery-every=1").exitCode()).isZero();
    Map<String, String> before = RunFolders.listing(earlier);

    Path grown = folder.resolve("grown");
    Recorded recorded =
        Recorded.run(ELBO, "run", "--resume=" + earlier, "--epochs=3", "--out=" + grown);

    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.out())
        .endsWith("saved in " + grown + ", grown from " + earlier + " after epoch 1");
    for (String file : List.of("result.json", "codes.npz", "points-test.npz", "prior.npz")) {
      assertThat(grown.resolve(file)).hasSameBinaryContentAs(straight.resolve(file));
    }
    assertThat(grown.resolve("terms.csv")).hasSameTextualContentAs(straight.resolve("terms.csv"));
    for (String file : List.of("codes-epoch-00001.npz", "prior-epoch-00001.npz")) {
      assertThat(grown.resolve(file)).hasSameBinaryContentAs(straight.resolve(file));
    }
    JsonNode spec = new ObjectMapper().readTree(grown.resolve("spec.json").toFile());
    assertThat(spec.at("/grownFrom/folder").asText()).isEqualTo(earlier.toString());
    assertThat(spec.at("/grownFrom/epochs").asInt()).isEqualTo(1);
    assertThat(RunFolders.listing(earlier)).isEqualTo(before);
    assertThat(Recorded.run(ELBO, "verify", folder.toString()).exitCode()).isZero();
  }

  @Test
  @DisplayName("may not have fewer epochs or other options")
  void refusesOtherOptions() throws IOException {
    assertThat(refusal("--epochs=3", "--latent=3"))
        .containsExactly(
            "latent was 2, is 3",
            "a run continues with the options it was started with; leave these out, or start a new"
                + " run");
    Path longer = folder.resolve("longer");
    assertThat(run(longer, "--epochs=2").exitCode()).isZero();
    assertThat(Refusal.of(folder, "run", "--resume=" + longer, "--epochs=1"))
        .containsExactly(
            "the run in "
                + longer
                + " has been trained for 2 epochs; give more --epochs to train it further, not 1");
  }

  @Test
  @DisplayName("must be finished and have its checkpoint")
  void refusesUnfinished() throws IOException {
    FileUtils.deleteDirectory(earlier.resolve("checkpoint").toFile());
    assertThat(refusal("--epochs=3"))
        .containsExactly(earlier + " has no checkpoint of the trained model any more; restore it");
    Files.delete(earlier.resolve("result.json"));
    assertThat(refusal("--epochs=3"))
        .containsExactly(
            "the run in "
                + earlier
                + " is not finished; finish it with elbo run --resume "
                + earlier);
  }

  @Test
  @DisplayName("is refused if it stopped early")
  void refusesStopped() throws IOException {
    Path stopped = folder.resolve("stopped");
    String[] options = {"--epochs=50", "--patience=1", "--learning-rate=0.5", "--clip-norm=1"};
    assertThat(run(stopped, options).exitCode()).isZero();
    assertThat(Refusal.of(folder, "run", "--resume=" + stopped, "--epochs=60"))
        .hasSize(1)
        .allMatch(
            line -> line.matches("the training in .* stopped early, after epoch .* --patience"));
  }

  @Test
  @DisplayName("is not trained from the start if its checkpoint is lost before it was resumed")
  void refusesWithoutCheckpoint() throws IOException {
    Path grown = folder.resolve("grown");
    String[] grow = {"run", "--resume=" + earlier, "--epochs=2", "--out=" + grown};
    assertThat(Recorded.run(ELBO, grow).exitCode()).isZero();
    Files.delete(grown.resolve("result.json"));
    FileUtils.deleteDirectory(grown.resolve("checkpoint").toFile());
    Recorded recorded = Recorded.run(ELBO, "run", "--resume=" + grown);
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err())
        .contains(
            "elbo: "
                + grown
                + " was to be grown from "
                + earlier
                + " after epoch 1, but has no checkpoint; delete the folder, and train the earlier"
                + " run further again");
  }
}
