package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo runs")
final class RunsCommandTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;

  @Test
  @DisplayName("lists runs in the order that is asked for, and tells what is no run on stderr")
  void lists() throws IOException {
    for (String seed : new String[] {"11", "9"}) {
      String out = folder.resolve("run" + seed).toString();
      String[] run = RunFolders.smallRun("--epochs=1", "--seed=" + seed, "--out=" + out);
      assertThat(Recorded.run(ELBO, run).exitCode()).isZero();
    }
    Path damaged = folder.resolve("copy");
    Files.createDirectories(damaged);
    Files.writeString(damaged.resolve("spec.json"), "{}");

    Recorded listed =
        Recorded.run(
            ELBO,
            "runs",
            folder.toString(),
            "--where=prior=gaussian",
            "--sort=seed",
            "--format=csv");

    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("run,state,latent,prior,epochs,seed,"),
            line -> assertThat(line).contains("run9,done,2,gaussian,1,9,"),
            line -> assertThat(line).contains("run11,done,2,gaussian,1,11,"));
    assertThat(listed.err())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("elbo: warning: " + damaged));
  }

  @Test
  @DisplayName("tells all that is wrong at once")
  void refuses() throws IOException {
    assertThat(
            Refusal.of(
                folder,
                "runs",
                folder.resolve("none").toString(),
                "--where=latent=x",
                "--where=vamp",
                "--sort=loss",
                "--format=pdf"))
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).startsWith("option format: 'pdf' is unknown; "))
        .anySatisfy(line -> assertThat(line).startsWith("option latent: 'x' is not"))
        .anySatisfy(line -> assertThat(line).startsWith("'vamp' is not a condition; give"))
        .anySatisfy(line -> assertThat(line).startsWith("runs cannot be sorted by 'loss'"))
        .anySatisfy(line -> assertThat(line).startsWith("cannot read "));
  }
}
