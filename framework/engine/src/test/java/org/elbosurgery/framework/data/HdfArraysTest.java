package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An HDF5 file")
final class HdfArraysTest {

  @TempDir private Path folder;

  private Path file(String name, Consumer<WritableHdfFile> content) {
    Path path = folder.resolve(name);
    try (WritableHdfFile file = HdfFile.write(path)) {
      content.accept(file);
    }
    return path;
  }

  private static float[][] rows(NamedRows rows) {
    return RowValues.of(rows.rows());
  }

  @Test
  @DisplayName("has training and test rows by their usual names, beside others")
  void trainAndTest() {
    Path path =
        file(
            "keras.h5",
            h5 -> {
              h5.putDataset("x_train", new double[][] {{0.5, 2}, {3, 4}});
              h5.putDataset("y_train", new int[] {7, 1});
              h5.putDataset("x_test", new float[][] {{5, 6}});
            });
    DataFile read = DataFile.read(path);
    assertThat(rows(read.train())).isDeepEqualTo(new float[][] {{0.5f, 2}, {3, 4}});
    assertThat(rows(read.testBesideTrain().orElseThrow())).isDeepEqualTo(new float[][] {{5, 6}});
  }

  @Test
  @DisplayName("of AnnData has the dense matrix X")
  void denseX() {
    Path path =
        file(
            "dense.h5ad",
            h5 -> {
              h5.putDataset("X", new long[][] {{0, 2}, {3, 0}, {1, 1}});
              h5.putGroup("obs").putDataset("depth", new double[] {1, 2, 3});
            });
    assertThat(rows(DataFile.read(path).train()))
        .isDeepEqualTo(new float[][] {{0, 2}, {3, 0}, {1, 1}});
  }

  /** Leaves the matrix [[0, 2, 0], [3, 0, 4]] as AnnData does. */
  private Path sparse(String encoding, int[] indptr, int[] indices, double... data) {
    return file(
        "sparse.h5ad",
        h5 -> {
          WritableGroup x = h5.putGroup("X");
          x.putAttribute("encoding-type", encoding);
          x.putAttribute("shape", new long[] {2, 3});
          x.putDataset("data", data);
          x.putDataset("indices", indices);
          x.putDataset("indptr", indptr);
        });
  }

  @Test
  @DisplayName("of AnnData may have X by its rows or columns that are not zero")
  void sparseX() {
    float[][] expected = {{0, 2, 0}, {3, 0, 4}};
    Path byRows = sparse("csr_matrix", new int[] {0, 1, 3}, new int[] {1, 0, 2}, 2, 3, 4);
    assertThat(rows(DataFile.read(byRows).train())).isDeepEqualTo(expected);
    Path byColumns = sparse("csc_matrix", new int[] {0, 1, 2, 3}, new int[] {1, 0, 1}, 3, 2, 4);
    assertThat(rows(DataFile.read(byColumns).train())).isDeepEqualTo(expected);
  }

  @Test
  @DisplayName("of MATLAB since 7.3 has its matrices by their rows")
  void matlab() {
    Path path =
        file(
            "matlab.mat",
            h5 ->
                h5.putDataset("train", new double[][] {{1, 3, 5}, {2, 4, 6}})
                    .putAttribute("MATLAB_class", "double"));
    assertThat(rows(DataFile.read(path).train()))
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}});
  }

  private static void refused(Path path, String... parts) {
    assertThatThrownBy(() -> DataFile.read(path).train())
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  @DisplayName("without a matrix to take says which arrays there are, or what is damaged")
  void refuses() {
    Path others =
        file(
            "others.h5",
            h5 -> {
              h5.putDataset("a", new double[][] {{1}});
              h5.putDataset("b", new double[][] {{1}});
            });
    refused(others, others + " holds the arrays [a, b]: call one of them train, or save it alone");
    refused(
        sparse("csr_matrix", new int[] {0, 1, 3}, new int[] {1, 0, 3}, 2, 3, 4),
        "cannot be read as HDF5");
    refused(
        sparse("csr_matrix", new int[] {0, 1, 9}, new int[] {1, 0, 2}, 2, 3, 4),
        "cannot be read as HDF5");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.6, 0.95})
  @DisplayName("that is cut off is refused by name")
  void cutOff(double share) throws IOException {
    Path path = file("whole.h5", h5 -> h5.putDataset("train", new double[100][10]));
    byte[] bytes = Files.readAllBytes(path);
    Path cut = folder.resolve("cut.h5");
    Files.write(cut, Arrays.copyOf(bytes, (int) (share * bytes.length)));
    refused(cut, cut.toString());
  }
}
