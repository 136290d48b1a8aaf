package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that users name and that do not do: as {@link BadInputTest}. */
@DisplayName("A bad folder")
final class BadFoldersTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;

  private List<String> refused(String... args) throws IOException {
    return Refusal.of(folder, args);
  }

  @Test
  @DisplayName("an --out that is used, or lies where nothing can be written")
  void badOut() throws IOException {
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("notes.txt"), "mine");
    assertThat(refused(RunFolders.smallRun("--out=" + used)))
        .containsExactly("out " + used + " is already used; name a new folder");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refused(RunFolders.smallRun("--out=" + file))).hasSize(1);
    assertThat(refused(RunFolders.smallRun("--out=" + file.resolve("below"), "--latent=0")))
        .hasSize(2)
        .anyMatch(line -> line.contains("cannot be written; name a folder that can"));
  }

  @Test
  @DisplayName("an --out in a folder without permission")
  void unwritableOut() throws IOException {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "not as root");
    assertThat(refused(RunFolders.smallRun("--out=" + locked.resolve("run"))))
        .containsExactly(
            "out " + locked.resolve("run") + " cannot be written; name a folder that can");
  }

  @Test
  @DisplayName("--resume of no run, with --out, or with options that are not the run's")
  void badResume() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Recorded.run(ELBO, RunFolders.smallRun("--out=" + run)).exitCode()).isZero();
    List<String> differences =
        refused("run", "--resume=" + run, "--latent=3", "--batch=32", "--seed=7");
    assertThat(differences)
        .containsExactlyInAnyOrder(
            "latent was 2, is 3",
            "batch was 64, is 32",
            "a run continues with the options it was started with; leave these out, or start a new"
                + " run");
    assertThat(refused("run", "--resume=" + run, "--latent=0", "--prior=gausian")).hasSize(2);
    assertThat(refused("run", "--resume=" + run, "--out=" + run + "2"))
        .containsExactly("give --resume or --out, not both: a run stays in its folder");
    assertThat(refused("run", "--resume=" + folder))
        .singleElement()
        .asString()
        .contains("is not a run folder");
    assertThat(refused(RunFolders.smallRun("--out=" + run)))
        .containsExactly(
            "out " + run + " is already used; name a new folder, or resume it by --resume " + run);
    assertThat(refused("decompose", run.toString(), "--prior=gaussian", "--seed=1"))
        .containsExactly(
            "--prior goes with --codes; a run has its own",
            "--seed goes with --codes; a run has its own");
    assertThat(refused("decompose", run.toString(), "--samples=0", "--estimator=exakt")).hasSize(2);
  }

  @Test
  @DisplayName("compare: an --out that is used, a --resume of no comparison or with other options")
  void badResumeOfComparison() throws IOException {
    Path path = folder.resolve("comparison");
    String[] priors = {"--prior=gaussian", "--prior=gaussian:mean=learned", "--epochs=1"};
    String[] given =
        Stream.concat(Stream.of(priors), Stream.of("--out=" + path)).toArray(String[]::new);
    assertThat(Recorded.run(ELBO, RunFolders.smallComparison(given)).exitCode()).isZero();
    assertThat(refused(RunFolders.smallComparison(given)))
        .containsExactly(
            "out %s is already used; name a new folder, or resume it by --resume %s"
                .formatted(path, path));
    assertThat(refused(RunFolders.smallRun("--out=" + path)))
        .containsExactly("out " + path + " is already used; name a new folder");
    assertThat(refused("compare", "--resume=" + path, "--epochs=9", "--prior=gaussian"))
        .containsExactly(
            "priors were gaussian:mean=zero,covariance=identity and"
                + " gaussian:mean=learned,covariance=identity, are"
                + " gaussian:mean=zero,covariance=identity",
            "epochs was 1, is 9",
            "a comparison continues with the options it was started with; leave these out, or start"
                + " a new comparison");
    assertThat(refused("compare", "--resume=" + path, "--out=" + path + "2"))
        .containsExactly("give --resume or --out, not both: a comparison stays in its folder");
    for (Path none : List.of(folder, folder.resolve("nowhere"), path.resolve("1-gaussian"))) {
      assertThat(refused("compare", "--resume=" + none))
          .containsExactly(
              none
                  + " is not a comparison: it has no comparison.json; give the --out of an earlier"
                  + " elbo compare");
    }
    assertThat(refused("run", "--resume=" + path))
        .singleElement()
        .asString()
        .contains("is not a run folder");
  }
}
