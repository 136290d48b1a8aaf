package org.elbosurgery.framework.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.file.UntrustedInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pipe never opens and a device never ends: one that is read would stop the build here. */
@DisplayName("In place of a file that is read,")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileFileTest {

  private static final Path ENDLESS = Path.of("/dev/zero");

  @TempDir private Path folder;

  static Stream<ReadFile> files() {
    return ReadFile.all().stream();
  }

  @BeforeEach
  void requirePipes() {
    assumeThat(ENDLESS).exists();
  }

  private static void pipe(Path path) throws IOException, InterruptedException {
    Files.deleteIfExists(path);
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  private void assertRefused(ReadFile file) {
    assertThatThrownBy(() -> file.read().accept(folder))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining(folder.toString());
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("a named pipe, or a link to one, is refused")
  void pipes(ReadFile file) throws Exception {
    file.write().accept(folder);
    Path path = folder.resolve(file.name());
    pipe(path);
    assertRefused(file);
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(path, elsewhere);
    Files.createSymbolicLink(path, elsewhere);
    assertRefused(file);
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("a link to an endless device, or to a folder, is refused")
  void endless(ReadFile file) throws Exception {
    file.write().accept(folder);
    Path path = folder.resolve(file.name());
    Files.delete(path);
    Files.createSymbolicLink(path, ENDLESS);
    assertRefused(file);
    Files.delete(path);
    Files.createSymbolicLink(path, folder);
    assertRefused(file);
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("a link to a file that is larger than the memory is refused")
  void huge(ReadFile file) throws Exception {
    file.write().accept(folder);
    Path path = folder.resolve(file.name());
    Files.delete(path);
    Path elsewhere = folder.resolve("elsewhere");
    try (RandomAccessFile sparse = new RandomAccessFile(elsewhere.toFile(), "rw")) {
      sparse.setLength(file.name().startsWith("step") ? 1 << 20 : 1L << 36);
    }
    Files.createSymbolicLink(path, elsewhere);
    assertRefused(file);
  }

  @Test
  @DisplayName("which is a digest, a pipe is refused, and of a link no more is read than a digest")
  void digests() throws Exception {
    Path digest = folder.resolve("digest");
    pipe(digest);
    assertThatThrownBy(() -> Sha256.of(digest)).hasMessageContaining("it is not a regular file");
    Path huge = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(1L << 36);
    }
    assertThatThrownBy(() -> UntrustedInput.text(huge, 100))
        .hasMessageEndingWith("it has 68719476736 bytes, more than 100");
  }

  @Test
  @DisplayName("which is a jar of plugins, a pipe is left out with a sentence")
  void jars() throws Exception {
    Path jar = folder.resolve("plugin.jar");
    pipe(jar);
    PluginSource source = PluginSource.folder(folder, getClass().getClassLoader());
    assertThat(source.problems()).containsExactly(jar + " is not a file; it is left out");
  }
}
