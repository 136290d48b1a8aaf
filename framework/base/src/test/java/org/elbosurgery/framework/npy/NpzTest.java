package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NpzTest {

  private static final double[] TABLE = {-0.5, -0.25, 0, 0.25, 0.5, 0.75};

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  @DisplayName("what savez and savez_compressed write is read, in order")
  void readsNumpysFiles(String name) {
    Map<String, NpyArray> arrays = Npz.read(NpyFixtures.path(name));
    assertThat(arrays.keySet()).containsExactly("mean", "log_var");
    assertThat(arrays.get("mean").type()).isEqualTo(DType.FLOAT64);
    assertThat(arrays.get("mean").doubles()).containsExactly(TABLE);
    assertThat(arrays.get("log_var").type()).isEqualTo(DType.FLOAT32);
    assertThat(arrays.get("log_var").doubles()).containsExactly(TABLE);
  }

  @Test
  @DisplayName("an array of text is named, and in the way of no other array")
  void textBeside() {
    Path file = NpyFixtures.path("text_beside.npz");
    assertThat(Npz.names(file)).containsExactly("mean", "label", "log_var");
    Map<String, NpyArray> arrays = Npz.read(file, Set.of("log_var", "mean", "indices"));
    assertThat(arrays.keySet()).containsExactly("mean", "log_var");
    assertThat(arrays.get("log_var").doubles()).containsExactly(TABLE);
    assertRefused(file, "array label: elements of type '<U1' are not supported");
  }

  private static Map<String, NpyArray> arrays() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z", NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2));
    arrays.put("a", NpyArray.of(new double[] {0.1}, 1));
    arrays.put("indices", NpyArray.of(new long[] {7, -7}, 2));
    return arrays;
  }

  @Test
  @DisplayName("arrays come back in the order they were written in")
  void roundTrip() {
    Path file = folder.resolve("arrays.npz");
    Npz.write(file, arrays());
    Map<String, NpyArray> read = Npz.read(file);
    assertThat(read.keySet()).containsExactly("z", "a", "indices");
    assertThat(read.get("z").floats()).containsExactly(1, 2, 3, 4);
    assertThat(read.get("a").doubles()).containsExactly(0.1);
    assertThat(read.get("indices").longs()).containsExactly(7, -7);
    Npz.write(file, Map.of());
    assertThat(Npz.read(file)).isEmpty();
  }

  @Test
  @DisplayName("the same arrays make the same bytes, in any time zone")
  void deterministic() throws IOException {
    Path one = folder.resolve("one.npz");
    Path other = folder.resolve("other.npz");
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      Npz.write(one, arrays());
      TimeZone.setDefault(TimeZone.getTimeZone("America/Anchorage"));
      Npz.write(other, arrays());
    } finally {
      TimeZone.setDefault(zone);
    }
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
  }

  /** Writes a deflated zip of one entry. */
  private Path zip(String entry, byte[] content) throws IOException {
    Path file = folder.resolve("bad.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
    return file;
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("an entry that inflates beyond its array is refused")
  void bomb() throws IOException {
    byte[] array = NpyFixtures.bytes("float32.npy");
    assertRefused(zip("mean.npy", Arrays.copyOf(array, 10_000_000)), "array mean: more bytes");
    assertRefused(zip("mean.npy", Arrays.copyOf(array, array.length - 1)), "array mean: truncated");
  }

  @Test
  @DisplayName("a size that the compressed bytes cannot make is refused")
  void impossibleSize() throws IOException {
    Path file = zip("mean.npy", NpyFixtures.bytes("float32.npy"));
    byte[] bytes = Files.readAllBytes(file);
    // The central directory's signature; the size stands 24 bytes on (APPNOTE 4.3.12).
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = 0;
    while (zip.getInt(directory) != 0x02014b50) {
      directory++;
    }
    zip.putInt(directory + 24, 2_000_000_000);
    Files.write(file, bytes);
    assertRefused(file, "cannot be 2000000000 bytes long");
  }

  @Test
  @DisplayName("an array that claims 10^12 elements is refused")
  void claim() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000), }";
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] array =
        ByteBuffer.allocate(10 + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(NpyFixtures.bytes("float32.npy"), 0, 8)
            .putShort((short) text.length)
            .put(text)
            .array();
    assertRefused(zip("mean.npy", array), "array mean: its shape (1000000, 1000000)");
  }

  @Test
  @DisplayName("an entry that is no array does not count, as for NumPy")
  void otherEntries() throws IOException {
    assertThat(Npz.names(zip("readme.txt", new byte[10]))).isEmpty();
  }

  @Test
  @DisplayName("an entry that is a damaged array, and a file that is no zip, are refused")
  void notArrays() throws IOException {
    assertRefused(zip("x.npy", new byte[10]), "array x: not a .npy array");
    assertRefused(Files.writeString(folder.resolve("text"), "no zip"), "cannot read");
    assertRefused(NpyFixtures.path("float32.npy"), "is a single array (.npy); put arrays under");
    assertRefused(Files.createFile(folder.resolve("empty")), "cannot read");
    assertRefused(folder.resolve("missing.npz"), "no such file");
  }

  @Test
  @DisplayName("two arrays of one name are refused")
  void duplicates() throws IOException {
    Path file = folder.resolve("twice.npz");
    Npz.write(file, Map.of("aa", NpyArray.of(new float[1]), "bb", NpyArray.of(new float[1])));
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == 'b' && bytes[i + 1] == 'b') {
        bytes[i] = 'a';
        bytes[i + 1] = 'a';
      }
    }
    Files.write(file, bytes);
    assertRefused(file, "holds aa.npy twice");
  }
}
