package org.elbosurgery.framework.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    assertRefused("is damaged: Document nesting depth (101) exceeds the maximum allowed (100)");
  }

  @Test
  @DisplayName("that is none says so")
  void none() throws IOException {
    assertRefused("cannot read", "no such file");
    Files.writeString(file, "null");
    assertRefused("is damaged: it holds no object");
    Files.writeString(file, "[1, 2]");
    assertRefused("is damaged: it holds no object");
  }

  @Test
  @DisplayName("that ends too early, or goes on after its object, says where, in one line")
  void truncated() throws IOException {
    Files.writeString(file, "{\n  \"mean\" : [ 1, 2,\n");
    assertRefused("is damaged: it ends too early (line 3, column 1)");
    Files.writeString(file, "{\"a\": 1} {\"a\": 2}");
    assertRefused("is damaged: more text follows after the object (line 1, column 10)");
    Files.writeString(file, "{\"a\": 1}x");
    assertRefused("is damaged: a word that is not a JSON value", "(line 1, column ");
  }

  @Test
  @DisplayName("with a name that is there twice is refused, whatever the values are")
  void duplicate() throws IOException {
    Files.writeString(file, "{\"a\": {\"mean\": 1, \"mean\": 1}}");
    assertRefused("is damaged: Duplicate", "mean", "(line 1");
  }

  @Test
  @DisplayName("with a number of three million digits is refused at once, not read by their square")
  void digits() throws IOException {
    Files.writeString(file, "{\"a\": " + "9".repeat(3_000_000) + "}");
    assertRefused("is damaged: Number value length", "exceeds the maximum allowed (100)");
    Files.writeString(file, "{\"a\": 0." + "9".repeat(3_000_000) + "}");
    assertRefused("is damaged: Number value length", "exceeds the maximum allowed (100)");
    Files.writeString(file, "{\"a\": 1e999999999}");
    assertThatThrownBy(() -> JsonObject.read(file).number("a"))
        .hasMessageEndingWith("is damaged: a is not a finite number");
  }

  private static Object refuse(Map<String, String> options) {
    throw ElboException.user(
        options.keySet().stream().map(name -> "option " + name + " is wrong").toList());
  }

  @Test
  @DisplayName("with a value of which nothing can be made is named with each problem")
  void made() throws IOException {
    Files.writeString(file, "{\"options\": {\"latent\": \"x\", \"epochs\": \"-1\"}}");
    JsonObject object = JsonObject.read(file);
    assertThatThrownBy(() -> object.make(object.texts("options"), JsonTest::refuse))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith(file + " is damaged: option ")));
    assertThatThrownBy(() -> object.make("x", Integer::valueOf))
        .hasMessage(file + " is damaged: For input string: \"x\"");
  }

  @Test
  @DisplayName("is quoted on one line, and no more than a little of it")
  void quoted() throws IOException {
    Files.writeString(file, "{\"a\": \u001b[31m" + "x".repeat(10_000) + "\n}");
    assertThatThrownBy(() -> Json.read(file))
        .hasMessageMatching("[^\\p{Cntrl}]*")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(500));
  }
}
