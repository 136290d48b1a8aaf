package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An array that stays in its file")
final class StoredArrayTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeArrays() {
    file = folder.resolve("arrays.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    arrays.put("indices", NpyArray.of(new long[] {7, -7}, 2));
    Npz.write(file, arrays);
  }

  private static double[] read(StoredArray array, long first, int count) {
    double[] values = new double[count];
    array.read(first, count, values);
    return values;
  }

  @Test
  @DisplayName("gives any piece of what is read as a whole, the first array or a later one")
  void pieces() {
    StoredArray z = NumpyArrays.stored(file, "z").orElseThrow();
    assertThat(z.shape()).containsExactly(3, 2);
    assertThat(read(z, 3, 2)).containsExactly(4, 5);
    assertThat(read(NumpyArrays.stored(file, "indices").orElseThrow(), 0, 2))
        .containsExactly(7, -7);
  }

  @Test
  @DisplayName("is found in what NumPy's savez writes")
  void savez() {
    StoredArray array = NumpyArrays.stored(NpyFixtures.path("stored.npz"), "log_var").orElseThrow();
    assertThat(array.type()).isEqualTo(DType.FLOAT32);
    assertThat(read(array, 0, 6)).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"float16", "float32", "float64_big_endian", "int16", "int64", "int8", "uint16"})
  @DisplayName("may be a file of its own, of any type and order of bytes")
  void types(String name) throws IOException {
    Path own = folder.resolve(name + ".npy");
    Files.copy(NpyFixtures.path(name + ".npy"), own);
    NpyArray whole = NpyArray.read(own);
    StoredArray array = NumpyArrays.stored(folder, name).orElseThrow();
    assertThat(read(array, 0, whole.size())).containsExactly(whole.doubles());
    assertThat(NumpyArrays.names(folder)).containsExactly(name);
    assertThat(NumpyArrays.read(folder, Set.of(name)).get(name).doubles())
        .containsExactly(whole.doubles());
  }

  @Test
  @DisplayName("cannot be compressed, nor column by column, nor missing")
  void notStored() throws IOException {
    assertThat(NumpyArrays.stored(NpyFixtures.path("deflated.npz"), "mean")).isEmpty();
    assertThat(NumpyArrays.stored(file, "mean")).isEmpty();
    Path own = folder.resolve("fortran.npy");
    Files.copy(NpyFixtures.path("int32_fortran.npy"), own);
    assertThat(NumpyArrays.stored(folder, "fortran")).isEmpty();
  }

  /** The JDK's stream states the size of a deflated entry after it, so that it cannot be passed. */
  @Test
  @DisplayName("cannot be behind an entry whose size is not stated before it")
  void sizeFollows() throws IOException {
    Path streamed = folder.resolve("streamed.npz");
    try (OutputStream out = Files.newOutputStream(streamed);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("first.npy"));
      NpyArray.of(new long[] {1}, 1).writeTo(zip);
      zip.closeEntry();
      byte[] content = Files.readAllBytes(NpyFixtures.path("float32.npy"));
      ZipEntry entry = new ZipEntry("second.npy");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setCrc(checksum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    }
    assertThat(NumpyArrays.stored(streamed, "second")).isEmpty();
    assertThat(NumpyArrays.read(streamed, Set.of("second"))).hasSize(1);
  }

  @Test
  @DisplayName("is not taken if a bit differs from its checksum")
  void damaged() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[30 + 5 + 128 + 4] ^= 1; // local header, name, header of the array, an element
    Files.write(file, bytes);
    assertThatThrownBy(() -> NumpyArrays.stored(file, "z"))
        .isInstanceOf(ElboException.class)
        .hasMessage(file + ": array z: damaged (its checksum is wrong)");
  }

  @Test
  @DisplayName("is not read from a file that has changed or was shortened")
  void changed() throws IOException {
    StoredArray z = NumpyArrays.stored(file, "z").orElseThrow();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    String changed = file + " has changed while it was read; repeat the command";
    assertThatThrownBy(() -> read(z, 0, 1)).isInstanceOf(ElboException.class).hasMessage(changed);
    Files.write(file, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> read(z, 0, 1)).isInstanceOf(ElboException.class).hasMessage(changed);
    Files.delete(file);
    assertThatThrownBy(() -> read(z, 0, 1))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("cannot read " + file);
  }
}
