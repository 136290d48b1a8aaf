package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

@DisplayName("A MATLAB file up to 7.2")
final class MatlabArraysTest {

  @TempDir private Path folder;

  private Path write(MatFile file) throws IOException {
    Path path = folder.resolve("data.mat");
    Mat5.writeToFile(file, path.toFile());
    return path;
  }

  private static Matrix matrix(MatlabType type, double[]... rows) {
    Matrix matrix = Mat5.newMatrix(rows.length, rows[0].length, type);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        matrix.setDouble(i, j, rows[i][j]);
      }
    }
    return matrix;
  }

  @Test
  @DisplayName("has matrices by their rows, training and test rows by their usual names")
  void reads() throws IOException {
    Path path =
        write(
            Mat5.newMatFile()
                .addArray(
                    "train_data",
                    matrix(MatlabType.Double, new double[] {1, 2, 0.5}, new double[] {3, 4, 5}))
                .addArray("test_data", matrix(MatlabType.UInt8, new double[] {0, 51, 255}))
                .addArray("train_labels", matrix(MatlabType.Double, new double[] {7, 8}))
                .addArray("classnames", Mat5.newString("faces")));
    DataFile read = DataFile.read(path);
    assertThat(RowValues.of(read.train().rows()))
        .isDeepEqualTo(new float[][] {{1, 2, 0.5f}, {3, 4, 5}});
    assertThat(RowValues.of(read.testBesideTrain().orElseThrow().rows()))
        .isDeepEqualTo(new float[][] {{0, 0.2f, 1}});
  }

  @Test
  @DisplayName("has images with pixels by rows, as an array of three axes")
  void images() throws IOException {
    Matrix images = Mat5.newMatrix(new int[] {2, 2, 3});
    for (int i = 0; i < 2; i++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          images.setDouble(new int[] {i, y, x}, 100 * i + 10 * y + x);
        }
      }
    }
    assertThat(
            RowValues.of(
                DataFile.read(write(Mat5.newMatFile().addArray("images", images))).train().rows()))
        .isDeepEqualTo(new float[][] {{0, 1, 2, 10, 11, 12}, {100, 101, 102, 110, 111, 112}});
  }

  @Test
  @DisplayName("that is cut off is refused by name")
  void cutOff() throws IOException {
    Path path = write(Mat5.newMatFile().addArray("X", matrix(MatlabType.Double, new double[100])));
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> DataFile.read(path))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith(path + " cannot be read as a MATLAB file: ");
  }
}
