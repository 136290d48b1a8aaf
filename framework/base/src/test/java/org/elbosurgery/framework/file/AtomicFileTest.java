package org.elbosurgery.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir private Path folder;

  private static Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("the file holds what was written, and nothing else is left in the folder")
  void writes() throws IOException {
    Path file = folder.resolve("result.json");
    AtomicFile.write(file, text("old"));
    AtomicFile.write(file, text("new"));
    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("result.json");
  }

  @Test
  @DisplayName("a failure half way leaves the old content and no temporary file")
  void failureLeavesOldContent() throws IOException {
    Path file = folder.resolve("result.json");
    AtomicFile.write(file, text("old"));
    Content failing =
        out -> {
          out.write(new byte[100_000]);
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> AtomicFile.write(file, failing))
        .isInstanceOf(ElboException.class)
        .hasMessage("cannot write " + file + ": disk full");
    Content broken =
        out -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> AtomicFile.write(file, broken)).hasMessage("a bug");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("result.json");
  }

  @Test
  @DisplayName("what a killed writer left an hour ago goes, what another may be writing stays")
  void tidiesUp() throws IOException {
    Path left = Temporary.beside(folder.resolve("other.json"));
    Path leftFolder = Temporary.beside(folder.resolve("report"));
    Path underWay = Temporary.beside(folder.resolve("other.json"));
    Path foreign = folder.resolve(".other.json.swp.tmp");
    Files.createDirectory(leftFolder);
    for (Path file : List.of(left, leftFolder.resolve("page.html"), underWay, foreign)) {
      Files.writeString(file, "half");
    }
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofMinutes(61)));
    for (Path old : List.of(left, leftFolder, foreign)) {
      Files.setLastModifiedTime(old, before);
    }
    AtomicFile.write(folder.resolve("result.json"), text("new"));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "result.json", underWay.getFileName().toString(), foreign.getFileName().toString());
    Files.setLastModifiedTime(underWay, before);
    NewFolder.fill(folder.resolve("report"), Map.of("page.html", text("whole")));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("result.json", "report", foreign.getFileName().toString());
  }

  @Test
  @DisplayName("an interrupted thread still writes the whole file")
  void writesWhenInterrupted() {
    Path file = folder.resolve("checkpoint");
    Thread.currentThread().interrupt();
    AtomicFile.write(file, text("whole"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("whole");
  }

  @Test
  @DisplayName("a missing folder, and a folder in the file's place, are the user's mistakes")
  void impossibleTargets() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/such"), text("")))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("cannot write");
    assertThatThrownBy(() -> AtomicFile.write(folder, text("")))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("it is a folder");
  }
}
