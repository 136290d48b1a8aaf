package org.elbosurgery.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives carry symbolic links into the folders that are tidied up. */
@DisplayName("A symbolic link in a folder that is written to")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
final class SymbolicLinkTest {

  private static final Content NEW = out -> out.write("new".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;
  private Path run;
  private Path precious;
  private Path letter;

  @BeforeEach
  void makePrecious() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    precious = Files.createDirectories(folder.resolve("precious"));
    letter = Files.writeString(precious.resolve("letter"), "dear");
  }

  /**
   * Links as old as their target are not made without tools; a target of the past has old links.
   */
  private static void age(Path path) throws Exception {
    assertThat(
            new ProcessBuilder("touch", "-h", "-t", "200001010000", path.toString())
                .start()
                .waitFor())
        .isZero();
  }

  private Path oldLink(String name, Path to) throws Exception {
    Path link = Files.createSymbolicLink(Temporary.beside(run.resolve(name)), to);
    age(link);
    return link;
  }

  private void requirePrecious() {
    assertThat(precious.toFile().list()).containsExactly("letter");
    assertThat(letter).hasContent("dear");
  }

  @Test
  @DisplayName("under an abandoned temporary name is unlinked; what it points to stays whole")
  void unlinksOnly() throws Exception {
    oldLink("folder", precious);
    oldLink("file", letter);
    oldLink("nothing", folder.resolve("nothing"));
    oldLink("loop", run);
    Path itself = Temporary.beside(run.resolve("itself"));
    age(Files.createSymbolicLink(itself, itself));
    AtomicFile.write(run.resolve("result.json"), NEW);
    assertThat(run.toFile().list()).containsExactly("result.json");
    requirePrecious();
  }

  @Test
  @DisplayName("inside an abandoned temporary folder is unlinked too")
  void unlinksInside() throws Exception {
    Path left = Files.createDirectories(Temporary.beside(run.resolve("report")));
    Files.createSymbolicLink(left.resolve("folder"), precious);
    Files.createSymbolicLink(left.resolve("file"), letter);
    Files.createSymbolicLink(left.resolve("loop"), left);
    Files.createSymbolicLink(left.resolve("up"), folder);
    age(left);
    AtomicFile.write(run.resolve("result.json"), NEW);
    assertThat(run.toFile().list()).containsExactly("result.json");
    requirePrecious();
  }

  @Test
  @DisplayName("under a name that elbo never makes stays, as files do")
  void leavesOthers() throws Exception {
    for (String name : new String[] {".x.elbo.tmp", ".x.1234.elbo.tmp"}) {
      age(Files.createSymbolicLink(run.resolve(name), precious));
    }
    Path file = Files.writeString(run.resolve(".mine.elbo.tmp"), "mine");
    age(file);
    AtomicFile.write(run.resolve("result.json"), NEW);
    assertThat(run.toFile().list())
        .containsExactlyInAnyOrder(
            "result.json", ".x.elbo.tmp", ".x.1234.elbo.tmp", ".mine.elbo.tmp");
    requirePrecious();
  }

  @Test
  @DisplayName("in the place of a file is replaced by the file, and not written through")
  void isReplaced() throws IOException {
    Files.createSymbolicLink(run.resolve("result.json"), letter);
    AtomicFile.write(run.resolve("result.json"), NEW);
    assertThat(run.resolve("result.json")).isRegularFile().hasContent("new");
    assertThat(Files.isSymbolicLink(run.resolve("result.json"))).isFalse();
    requirePrecious();
  }

  @Test
  @DisplayName("to an empty folder stays; the folder is filled where it is")
  void staysWhereItPointsToTheTarget() throws IOException {
    Path far = Files.createDirectories(folder.resolve("disk/report"));
    Path link = Files.createSymbolicLink(folder.resolve("report"), far);
    NewFolder.fill(link, Map.of("page.html", NEW));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(far.resolve("page.html")).hasContent("new");
    assertThat(far.getParent().toFile().list()).containsExactly("report");
    Path full = Files.createSymbolicLink(folder.resolve("full"), precious);
    assertThatThrownBy(() -> NewFolder.fill(full, Map.of("page.html", NEW)))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("already used");
    requirePrecious();
  }

  @Test
  @DisplayName("in the place of the lock is refused, and makes no file elsewhere")
  void isNoLock() throws IOException {
    Path outside = precious.resolve("lock");
    Files.createSymbolicLink(run.resolve(FolderLock.FILE), outside);
    assertThatThrownBy(() -> FolderLock.of(run))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(".lock is a symbolic link");
    assertThat(FolderLock.isHeld(run)).isFalse();
    requirePrecious();
  }
}
