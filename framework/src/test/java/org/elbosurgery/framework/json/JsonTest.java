package org.elbosurgery.framework.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A JSON file")
final class JsonTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("result.json");
  }

  private void assertRefused(String... texts) {
    assertThatThrownBy(() -> Json.read(file))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(texts);
  }

  @Test
  @DisplayName("that could fill the memory is refused before it is read")
  void giant() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(Runtime.getRuntime().maxMemory() / 50);
    }
    assertRefused("bytes of text", "restore the file, or give the JVM more memory (-Xmx)");
  }

  @Test
  @DisplayName("may hold lists in lists, but not without end")
  void deep() throws IOException {
    Files.writeString(file, "{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}");
    assertThat(Json.read(file)).containsKey("a");
    Files.writeString(file, "{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
    assertRefused("is damaged: more than 100 objects and lists in each other");
  }

  @Test
  @DisplayName("that is none says so")
  void none() throws IOException {
    assertRefused("cannot read", "no such file");
    Files.writeString(file, "null");
    assertRefused("is damaged: it holds no object");
    Files.writeString(file, "{\"a\": 1");
    assertRefused("is damaged");
  }
}
