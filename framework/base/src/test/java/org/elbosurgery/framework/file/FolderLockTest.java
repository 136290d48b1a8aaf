package org.elbosurgery.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks as this process and another one see them. */
@DisplayName("A folder's lock")
final class FolderLockTest {

  @Test
  @DisplayName("takes away what killed writers have left, however lately, and no folder of others")
  void tidiesUp(@TempDir Path left) throws IOException {
    Path checkpoint = Files.createDirectory(left.resolve("checkpoint"));
    Path outside = Files.writeString(left.resolveSibling(left.getFileName() + "-outside"), "mine");
    Files.writeString(Temporary.beside(left.resolve("result.json")), "{");
    Files.writeString(Temporary.beside(checkpoint.resolve("step-00000001.npz")), "PK");
    Files.createSymbolicLink(Temporary.beside(left.resolve("link")), outside);
    Path report = Files.createDirectory(Temporary.beside(left.resolve("report")));
    FolderLock.of(left).release();
    assertThat(left.toFile().list())
        .containsExactlyInAnyOrder(".lock", "checkpoint", report.getFileName().toString());
    assertThat(checkpoint).isEmptyDirectory();
    assertThat(outside).hasContent("mine");
    Files.delete(outside);
  }

  @TempDir private Path folder;

  /** Another process that says whether somebody has a folder. */
  static final class Asking {

    private Asking() {}

    public static void main(String[] args) {
      System.out.print(FolderLock.isHeld(Path.of(args[0])) ? "held" : "free");
    }
  }

  private String seenByAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                JavaProcess.likeThis()
                    .command(List.of("-XX:TieredStopAtLevel=1"), Asking.class, folder.toString()))
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer;
  }

  @Test
  @DisplayName("stands for other processes after this one has asked for it again and was refused")
  void survivesRefusals() throws Exception {
    FolderLock lock = FolderLock.of(folder);
    try {
      assertThatThrownBy(() -> FolderLock.of(folder))
          .isInstanceOf(ElboException.class)
          .hasMessageContaining("in use");
      assertThat(FolderLock.isHeld(folder)).isTrue();
      assertThat(seenByAnotherProcess()).isEqualTo("held");
    } finally {
      lock.release();
    }
    assertThat(seenByAnotherProcess()).isEqualTo("free");
    assertThat(FolderLock.isHeld(folder)).isFalse();
    FolderLock.of(folder).release();
  }
}
