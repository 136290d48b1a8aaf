package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.UntrustedInput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as the description of the format says them: length, header, elements. */
@DisplayName("A safetensors file")
final class SafetensorsTest {

  @TempDir private Path folder;

  private Path file(String header, byte... elements) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + text.length + elements.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text).put(elements);
    return Files.write(folder.resolve("x.safetensors"), file.array());
  }

  @Test
  @DisplayName("has arrays of every type that NumPy has, and of bfloat16, and texts beside them")
  void reads() throws IOException {
    Path file =
        file(
            """
            {"__metadata__":{"format":"pt"},
             "b":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},
             "h":{"dtype":"F16","shape":[1],"data_offsets":[4,6]},
             "one":{"dtype":"F32","shape":[],"data_offsets":[6,10]},
             "i":{"dtype":"I16","shape":[1,2],"data_offsets":[10,14]},
             "none":{"dtype":"F64","shape":[0,3],"data_offsets":[14,14]},
             "u":{"dtype":"U8","shape":[1],"data_offsets":[14,15]}}   \
            """,
            // 1 and -2 are 0x3f800000 and 0xc0000000 in single precision, 1.5 is 0x3e00 in half
            new byte[] {-128, 0x3f, 0, -64, 0, 0x3e, 0, 0, -128, 0x3f, 1, 0, -1, -1, -1});
    Map<String, NpyArray> arrays = Safetensors.read(file);
    assertThat(arrays.keySet()).containsExactly("b", "h", "one", "i", "none", "u");
    assertThat(arrays.get("b")).hasToString("float32 [2]");
    assertThat(arrays.get("b").doubles()).containsExactly(1, -2);
    assertThat(arrays.get("h").doubles()).containsExactly(1.5);
    assertThat(arrays.get("one")).hasToString("float32 []");
    assertThat(arrays.get("one").doubles()).containsExactly(1);
    assertThat(arrays.get("i").longs()).containsExactly(1, -1);
    assertThat(arrays.get("none")).hasToString("float64 [0, 3]");
    assertThat(arrays.get("u").longs()).containsExactly(255);
    assertThat(Safetensors.metadata(file)).containsExactly(Map.entry("format", "pt"));
  }

  @Test
  @DisplayName("has arrays in the order of their elements, those of unknown types only named")
  void unknownType() throws IOException {
    Path file =
        file(
            """
            {"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},
             "a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}\
            """,
            (byte) 1,
            (byte) 2);
    assertThat(Safetensors.names(file)).containsExactly("a", "b");
    assertThat(Safetensors.read(file, Set.of("b")).get("b").longs()).containsExactly(2);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("array a has elements of type F8_E4M3, which are not read")
        .hasMessageContaining("F16, BF16, F32, F64, I8");
  }

  @Test
  @DisplayName("that was written is read with the same arrays and texts, its elements aligned")
  void written() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z \u00e9", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    arrays.put("a", NpyArray.of(new double[] {0.1}));
    arrays.put("n", NpyArray.of(new long[] {7, -7}, 2));
    arrays.put("u", NpyArray.ofUnsignedBytes(new long[] {200}, 1));
    Path file = folder.resolve("x.safetensors");
    AtomicFile.write(file, Safetensors.content(arrays, Map.of("format", "np")));
    Map<String, NpyArray> read = Safetensors.read(file);
    assertThat(read.keySet()).containsExactly("z \u00e9", "a", "n", "u");
    arrays.forEach(
        (name, array) ->
            assertThat(NpyFixtures.bytes(read.get(name))).isEqualTo(NpyFixtures.bytes(array)));
    assertThat(Safetensors.metadata(file)).containsExactly(Map.entry("format", "np"));
    assertThat((Files.size(file) - 24 - 8 - 16 - 1) % 8).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}        | 1 bytes of elements expected, 2",
        "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}        | 3 bytes of elements expected, 2",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}}        | a begin at byte 1, those before end at 0",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | of b begin at byte 1, those before end at 2",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,2]}}       | array a of F32 [2] takes 8 bytes, not the 2",
        "{'a':{'dtype':'U8','shape':[65536,65536],'data_offsets':[0,2]}} | array a has more than 2147483647 elements",
        "{'a':{'dtype':'U8','shape':[4294967296],'data_offsets':[0,2]}} | a.shape is not a list of lengths",
        "{'a':{'dtype':'U8','shape':[-2],'data_offsets':[0,2]}}       | a.shape is not a list of lengths",
        "{'a':{'dtype':'U8','shape':[2.0],'data_offsets':[0,2]}}      | a.shape is not a list of integers",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[2,0]}}        | a.data_offsets is not a beginning and an end",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,99999999999999999999]}} | a.data_offsets is not a list of integers",
        "{'a':{'dtype':'U8','shape':[2]}}                             | a.data_offsets is missing",
        "{'a':{'shape':[2],'data_offsets':[0,2]}}                     | a.dtype is missing",
        "{'a':7}                                                      | a is not an object",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'a':{}} | Duplicate field 'a'",
        "{'__metadata__':{'x':1}}                                     | x is not text",
        "[]                                                           | it holds no object",
      })
  @DisplayName("whose header does not fit its elements is refused")
  void damaged(String header, String problem) throws IOException {
    Path file = file(header.replace('\'', '"'), (byte) 1, (byte) 2);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  @Test
  @DisplayName("whose header is longer than allowed, or than the file, is refused unread")
  void longHeader() throws IOException {
    Path file = file("{}");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_001);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.names(file))
        .hasMessageContaining("header of 100000001 bytes is longer than the 100000000 allowed");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(-1);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.names(file))
        .hasMessageContaining("header of 18446744073709551615 bytes");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(3);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.names(file))
        .hasMessageContaining("3 bytes of header expected, no more than 2 are there");
  }

  @Test
  @DisplayName("of bfloat16 is refused unread if it fits into memory but not twice as wide")
  void wideHalves() {
    Tensor halves = new Tensor("a", "BF16", List.of(600_000_000), 0, 1_200_000_000);
    try (UntrustedInput in =
        new UntrustedInput("x.safetensors", InputStream.nullInputStream(), halves.bytes())) {
      assertThatThrownBy(() -> halves.read(in))
          .isInstanceOf(ElboException.class)
          .hasMessageStartingWith(
              "x.safetensors, of which bfloat16 is read as float32, holds 2400000000 bytes");
    }
  }

  @Test
  @DisplayName("that is cut off anywhere is refused")
  void truncated() throws IOException {
    Path file =
        file("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}", (byte) 1, (byte) 2);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(file))
          .as("the first %d bytes", length)
          .isInstanceOf(ElboException.class);
    }
  }
}
