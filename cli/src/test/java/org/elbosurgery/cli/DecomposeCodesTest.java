package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo decompose of codes that nobody trained here")
final class DecomposeCodesTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;

  private String codes(NpyArray mean, NpyArray logVariance) {
    Path file = folder.resolve("codes.npz");
    Npz.write(file, Map.of("mean", mean, "log_var", logVariance));
    return "--codes=" + file;
  }

  private String codes(int n, int d) {
    float[] mean = RandomStream.of(1).gaussians(n * d);
    return codes(NpyArray.of(mean, n, d), NpyArray.of(new float[n * d], n, d));
  }

  private static Recorded succeeded(String... args) {
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.exitCode()).as(recorded.err().toString()).isZero();
    return recorded;
  }

  @Test
  @DisplayName("says of a prior with parameters that nothing fits them, and fails with --strict")
  void untrainedPrior() {
    String codes = codes(50, 2);
    String warning =
        "warning: prior mixture is not fitted to anything: mean, log-excess-variance, logits are as"
            + " training would start, some of them random; give a fitted prior by --prior-file";
    assertThat(succeeded("decompose", codes, "--prior=mixture").out()).contains(warning);
    assertThat(Recorded.run(ELBO, "decompose", codes, "--prior=mixture", "--strict").exitCode())
        .isEqualTo(4);
    assertThat(succeeded("decompose", codes, "--prior=gaussian", "--strict").out())
        .noneMatch(line -> line.contains("warning"));
  }

  @Test
  @DisplayName("asks whether codes of more dimensions than data points are transposed")
  void transposed() {
    assertThat(succeeded("decompose", codes(1, 20)).out())
        .contains(
            "warning: there are fewer data points than dimensions, 1 and 20: arrays are [N, d], so"
                + " if these are [d, N], transpose them");
  }

  @Test
  @DisplayName("writes huge numbers in scientific notation")
  void hugeNumbers() {
    float[] logVariance = new float[8];
    Arrays.fill(logVariance, 100);
    Recorded recorded =
        succeeded(
            "decompose", codes(NpyArray.of(new float[8], 4, 2), NpyArray.of(logVariance, 4, 2)));
    // e^100 - 101 = 2.6881171418161354e43
    assertThat(recorded.out())
        .anyMatch(line -> line.matches("average KL +2\\.6881e\\+43 \\(exact\\)"))
        .allMatch(line -> line.length() < 80);
  }
}
