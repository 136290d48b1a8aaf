package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo decompose of codes in shares")
final class SharedDecompositionTest {

  private static final int N = 1500;

  @TempDir private Path folder;

  @BeforeEach
  void writeCodes() {
    Npz.write(
        folder.resolve("codes.npz"),
        Map.of(
            "mean", NpyArray.of(RandomStream.of(1).gaussians(2 * N), N, 2),
            "log_var", NpyArray.of(new float[2 * N], N, 2)));
  }

  private Recorded decompose(String... more) {
    String[] codes = {"decompose", "--codes=" + folder.resolve("codes.npz")};
    return Recorded.run(
        Elbo.standard(), Stream.of(codes, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private Recorded succeeded(String... more) {
    Recorded recorded = decompose(more);
    assertThat(recorded.exitCode()).as(recorded.err().toString()).isZero();
    return recorded;
  }

  @Test
  @DisplayName("gives byte for byte what one process gives")
  void merges() {
    String sums = folder.resolve("sums").toString();
    for (int share = 1; share <= 2; share++) {
      assertThat(succeeded("--part=" + share + "/2", "--points=1000", "--out=" + sums).out())
          .containsExactly("sums in " + sums + "/part-0000" + share + "-of-00002.safetensors");
    }
    String[] whole = {"--tolerance=0.05", "--prior=mixture:components=2", "--json"};
    assertThat(succeeded(whole[0], whole[1], whole[2], "--merge=" + sums).out())
        .isEqualTo(succeeded(whole).out());
  }

  @Test
  @DisplayName("refuses what a share does not depend on, and merges no sums of other estimators")
  void refuses() {
    assertThat(decompose("--part=3/2", "--prior=vamp", "--tolerance=0.1").err())
        .containsExactly(
            "elbo: --part makes sums that do not depend on --prior, --tolerance; give that with"
                + " --merge",
            "elbo: part must be a share, K/N with K from 1 to N, such as 3/40, not 3/2");
    assertThat(decompose("--merge=" + folder, "--points=1000").err())
        .containsExactly(
            "elbo: --points goes with --part or --spark; leave it out",
            "elbo: --merge takes the sums of a subsample; give --tolerance, such as --tolerance"
                + " 0.01");
    assertThat(decompose("--spark=local[2]", "--points=1", "--merge=" + folder).err())
        .containsExactly(
            "elbo: --spark makes the sums itself; leave out --merge",
            "elbo: --spark makes the sums of a subsample; give --tolerance, such as --tolerance"
                + " 0.01",
            "elbo: option points: 1 is out of range; allowed: from 1000 to 1000000",
            "elbo: --merge takes the sums of a subsample; give --tolerance, such as --tolerance"
                + " 0.01");
    assertThat(decompose("--spark=local[2]", "--part=1/2").err())
        .containsExactly("elbo: --spark makes the sums of every share; leave out --part");
    assertThat(Recorded.run(Elbo.standard(), "decompose", "run", "--part=1/2").err())
        .contains("elbo: give either run folders or --codes FILE.npz");
  }
}
