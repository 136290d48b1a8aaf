package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.WordArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Codes that are kept while a model trains")
final class EpochCodesFilesTest {

  @TempDir private Path folder;

  private EpochCodesFiles files(String name) {
    return new EpochCodesFiles(CheckedFolder.create(folder.resolve(name)));
  }

  @Test
  @DisplayName("are of few surgeries, and of few rows that are evenly spaced")
  void few() {
    assertThat(IntStream.rangeClosed(1, 600).filter(EpochCodesFiles::areKept))
        .containsExactly(1, 2, 5, 10, 20, 50, 100, 200, 500);
    assertThat(EpochCodesFiles.rows(3, 2)).containsExactly(0, 1, 2);
    assertThat(EpochCodesFiles.rows(60_000, 2)).hasSize(2000).startsWith(0, 30, 60);
    assertThat(EpochCodesFiles.rows(60_000, 20)).hasSize(500).endsWith(59_880);
    assertThat(EpochCodesFiles.rows(5, 30_000)).containsExactly(0);
  }

  /** 10000 means and log-variances of 4 bytes, 500 numbers of rows of 8, and three headers. */
  @Test
  @DisplayName("take 80 kB and the numbers and labels of their rows, in any number of dimensions")
  void bytes() throws IOException {
    int n = 2500;
    Posteriors posteriors = new Posteriors(n, 20, new float[n * 20], new float[n * 20]);
    EpochCodesFiles files = files("run");
    files.write(7, posteriors, Optional.empty(), DiagonalGaussianMixture.standard(20));
    assertThat(Files.size(folder.resolve("run/codes-epoch-00007.npz"))).isBetween(84_000L, 85_000L);
  }

  @Test
  @DisplayName("are read as they were written, with their labels and numbers of rows")
  void reads() {
    int n = 4000;
    float[] means = new float[2 * n];
    for (int i = 0; i < means.length; i++) {
      means[i] = i;
    }
    Posteriors posteriors = new Posteriors(n, 2, means, new float[2 * n]);
    WordArray labels =
        WordArray.of(IntStream.range(0, n).mapToObj(i -> i < 2000 ? "a" : "b").toList());
    DiagonalGaussianMixture prior = DiagonalGaussianMixture.standard(2);
    EpochCodesFiles files = files("run");
    files.write(20, posteriors, Optional.of(labels), prior);
    files.write(3, posteriors, Optional.empty(), prior);

    assertThat(files.epochs()).containsExactly(3, 20);
    List<EpochCodes> read = List.of(files.read(3), files.read(20));
    assertThat(read.get(0).labels()).isEmpty();
    assertThat(read.get(1).posteriors().size()).isEqualTo(2000);
    assertThat(read.get(1).posteriors().mean(1000, 0)).isEqualTo(4000); // of row 2000
    assertThat(read.get(1).labels().orElseThrow().word(1000)).isEqualTo("b");
    assertThat(read.get(1).prior()).isPresent();
    Path file = folder.resolve("run/codes-epoch-00020.npz");
    assertThat(Npz.read(file, Set.of("indices")).get("indices").longs())
        .startsWith(0, 2, 4)
        .endsWith(3998);

    EpochCodesFiles copy = files("further");
    copy.copyFrom(files);
    assertThat(folder.resolve("further/codes-epoch-00020.npz")).hasSameBinaryContentAs(file);
    assertThat(copy.epochs()).hasSize(2);
  }

  @Test
  @DisplayName("are refused where they are damaged")
  void damaged() throws IOException {
    EpochCodesFiles files = files("run");
    Posteriors posteriors = new Posteriors(1, 1, new float[1], new float[1]);
    files.write(1, posteriors, Optional.empty(), DiagonalGaussianMixture.standard(1));
    Files.write(folder.resolve("run/codes-epoch-00001.npz"), new byte[] {1});
    assertThatThrownBy(() -> files.read(1))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("codes-epoch-00001.npz");
  }
}
