package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.UntrustedInput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdxImagesTest {

  /** Returns a file of so many bytes of pixels 0, 1, 2, ... */
  static byte[] idx(int magic, int count, int height, int width, int bytes) {
    ByteBuffer file = ByteBuffer.allocate(16 + bytes);
    file.putInt(magic).putInt(count).putInt(height).putInt(width);
    for (int i = 0; i < bytes; i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  private static NamedRows read(byte[] file) {
    return IdxImages.read(
        new UntrustedInput("images", new ByteArrayInputStream(file), file.length));
  }

  @Test
  @DisplayName("images become rows, row by row from the top left")
  void reads() {
    Rows rows = read(idx(2051, 2, 3, 1, 6)).rows();
    assertThat(RowValues.of(rows))
        .isDeepEqualTo(new float[][] {{0, 1 / 255f, 2 / 255f}, {3 / 255f, 4 / 255f, 5 / 255f}});
  }

  @ParameterizedTest
  @CsvSource({
    "2049, 2, 3, 1, 6, IDX labels",
    "2052, 2, 3, 1, 6, not a data file",
    "2051, 0, 3, 1, 0, 0 images",
    "2051, -1, 3, 1, 6, -1 images",
    "2051, 2, 0, 1, 0, of 0 x 1",
    "2051, 2, -3, -1, 6, of -3 x -1",
    "2051, 2, 65536, 65536, 6, of 65536 x 65536",
    "2051, 2147483647, 46340, 46340, 6, truncated",
    "2051, 2147483647, 1, 2147483647, 6, truncated",
    "2051, 2, 3, 1, 5, truncated",
    "2051, 2, 3, 1, 7, more bytes follow"
  })
  @DisplayName("any other header, or length, is refused")
  void refuses(int magic, int count, int height, int width, int bytes, String reason) {
    assertThatThrownBy(() -> read(idx(magic, count, height, width, bytes)))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("images: ")
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("truncation at every byte is refused")
  void truncation() {
    byte[] whole = idx(2051, 2, 3, 1, 6);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(ElboException.class);
    }
  }
}
