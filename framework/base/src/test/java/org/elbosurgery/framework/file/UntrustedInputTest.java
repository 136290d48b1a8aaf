package org.elbosurgery.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UntrustedInputTest {

  @TempDir private Path folder;

  @Test
  @DisplayName("bytes come in order, and the end is the end")
  void takes() throws IOException {
    Path file = Files.write(folder.resolve("three"), new byte[] {1, 2, 3});
    try (UntrustedInput in = UntrustedInput.open(file)) {
      assertThat(in.take(2, "head")).containsExactly(1, 2);
      assertThatThrownBy(in::requireEnd).hasMessageContaining("more bytes follow");
    }
    try (UntrustedInput in = UntrustedInput.open(file)) {
      assertThat(in.take(3, "all")).containsExactly(1, 2, 3);
      in.requireEnd();
    }
  }

  @Test
  @DisplayName("more than can be there is refused before anything is read or allocated")
  void refusesImpossibleSizes() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close(); // reading it would fail with another message
    UntrustedInput in = new UntrustedInput("claim", closed, 10);
    assertThatThrownBy(() -> in.take(1_000_000_000_000L, "pixels"))
        .isInstanceOf(ElboException.class)
        .hasMessage(
            "claim: truncated, or not what it says: 1000000000000 bytes of pixels expected,"
                + " no more than 10 are there");
  }

  @Test
  @DisplayName("what would not fit in memory is refused, however much the file may hold")
  void refusesMoreThanTheHeap() {
    UntrustedInput in =
        new UntrustedInput("bomb", new ByteArrayInputStream(new byte[0]), Long.MAX_VALUE);
    long heap = Runtime.getRuntime().maxMemory();
    assertThatThrownBy(() -> in.take(heap, "pixels"))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("-Xmx");
  }

  @Test
  @DisplayName("a stream shorter than its promise is truncated")
  void refusesShortStreams() {
    UntrustedInput in = new UntrustedInput("short", new ByteArrayInputStream(new byte[3]), 100);
    assertThatThrownBy(() -> in.take(4, "field"))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("no more than 3 are there");
  }

  @Test
  @DisplayName("gzip content is read decompressed, and its checksum is verified")
  void gunzips() throws IOException {
    Path file = folder.resolve("bytes.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[1000]);
    }
    try (UntrustedInput in = UntrustedInput.gunzip(file)) {
      assertThat(in.take(1000, "zeros")).containsOnly(0);
      in.requireEnd();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 8] ^= 1; // the checksum's first byte
    Files.write(file, bytes);
    assertThatThrownBy(
            () -> {
              try (UntrustedInput in = UntrustedInput.gunzip(file)) {
                in.take(1000, "zeros");
                in.requireEnd();
              }
            })
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  @DisplayName("a missing file, a folder and a file that is no gzip are the user's mistakes")
  void unreadable() throws IOException {
    assertThatThrownBy(() -> UntrustedInput.open(folder.resolve("none")))
        .isInstanceOf(ElboException.class)
        .hasMessage("cannot read " + folder.resolve("none") + ": no such file or folder");
    assertThatThrownBy(() -> UntrustedInput.open(folder))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("not a regular file");
    Path text = Files.writeString(folder.resolve("text"), "not gzip");
    assertThatThrownBy(() -> UntrustedInput.gunzip(text)).isInstanceOf(ElboException.class);
  }

  @Test
  @DisplayName("the digest of \"abc\" is that of FIPS 180-2, appendix B.1")
  void sha256() {
    assertThat(Sha256.of(out -> out.write(new byte[] {'a', 'b', 'c'})))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  @DisplayName("the digest of a file is that of its content; a file that is not there is named")
  void sha256OfFile() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertThat(Sha256.of(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> Sha256.of(missing))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessage("cannot read " + missing + ": no such file or folder");
    assertThatThrownBy(() -> Sha256.of(folder))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("cannot read " + folder);
  }
}
