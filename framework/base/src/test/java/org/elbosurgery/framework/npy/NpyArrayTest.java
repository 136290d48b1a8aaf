package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that NumPy wrote, and arrays that nobody should have written. */
final class NpyArrayTest {

  private static final double[] TABLE = {-0.5, -0.25, 0, 0.25, 0.5, 0.75};

  private static NpyArray read(String name) {
    return NpyArray.read(NpyFixtures.path(name));
  }

  @ParameterizedTest
  @CsvSource({
    "float32.npy, FLOAT32",
    "float64_big_endian.npy, FLOAT64",
    "version2.npy, FLOAT32",
    "version3.npy, FLOAT32"
  })
  @DisplayName("floating types are read in either byte order and every version")
  void floats(String name, DType type) {
    NpyArray array = read(name);
    assertThat(array.type()).isEqualTo(type);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.doubles()).containsExactly(TABLE);
    assertThat(array.floats()).containsExactly(-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"int32_fortran.npy", "int32_big_endian_fortran.npy"})
  @DisplayName("Fortran order becomes C order")
  void fortranOrder(String name) {
    NpyArray array = read(name);
    assertThat(array.shape()).containsExactly(2, 3, 4);
    assertThat(array.longs()).containsExactly(IntStream.range(0, 24).asLongStream().toArray());
  }

  @Test
  @DisplayName("integers keep every bit, bytes are unsigned, truth values are 0 and 1")
  void integers() {
    assertThat(read("int64.npy").longs()).containsExactly(-1, 0, (1L << 53) + 1, Long.MAX_VALUE);
    assertThat(read("uint8.npy").longs()).containsExactly(0, 127, 128, 255);
    assertThat(read("uint8.npy").floats()).containsExactly(0, 127, 128, 255);
    assertThat(read("bool.npy").longs()).containsExactly(1, 0, 1);
    assertThatThrownBy(() -> read("float32.npy").longs()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("half precision is read exactly: numbers, the least one, infinity and -0")
  void half() {
    NpyArray array = read("float16.npy");
    assertThat(array).hasToString("float16 [7]");
    assertThat(array.floats())
        .containsExactly(0.5f, -2, 65504, 0x1p-24f, Float.POSITIVE_INFINITY, -0f, 1638 * 0x1p-14f);
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128, 127",
    "int16, -32768, 32767",
    "uint16, 0, 65535",
    "uint32, 0, 4294967295"
  })
  @DisplayName("narrow and unsigned integers are read to their limits")
  void narrow(String type, long min, long max) {
    NpyArray array = read(type + ".npy");
    assertThat(array).hasToString(type + " [3]");
    assertThat(array.longs()).containsExactly(min, 7, max);
  }

  @Test
  @DisplayName("a single number has rank 0, an empty array no elements")
  void shapes() {
    assertThat(read("scalar.npy").rank()).isZero();
    assertThat(read("scalar.npy").floats()).containsExactly(2.5f);
    assertThat(read("empty.npy").shape()).containsExactly(0, 3);
    assertThat(read("empty.npy").size()).isZero();
    assertThat(read("float32.npy")).hasToString("float32 [2, 3]");
  }

  @Test
  @DisplayName("what is written is byte for byte what NumPy writes")
  void writesAsNumpyDoes() {
    float[] table = {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f};
    assertThat(NpyFixtures.bytes(NpyArray.of(table, 2, 3)))
        .isEqualTo(NpyFixtures.bytes("float32.npy"));
    assertThat(NpyFixtures.bytes(NpyArray.of(new float[] {2.5f})))
        .isEqualTo(NpyFixtures.bytes("scalar.npy"));
    assertThat(NpyFixtures.bytes(NpyArray.of(new long[] {-1, 0, (1L << 53) + 1, -1L >>> 1}, 4)))
        .isEqualTo(NpyFixtures.bytes("int64.npy"));
  }

  @Test
  @DisplayName("nobody can change an array from outside")
  void immutable() {
    double[] values = {1, 2};
    int[] shape = {2};
    NpyArray array = NpyArray.of(values, shape);
    values[0] = 9;
    shape[0] = 9;
    array.doubles()[0] = 9;
    array.shape()[0] = 9;
    assertThat(array.doubles()).containsExactly(1, 2);
    assertThat(array.length(0)).isEqualTo(2);
  }

  @Test
  @DisplayName("values have to fill the shape")
  void wrongShape() {
    assertThatThrownBy(() -> NpyArray.of(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 values");
    assertThatThrownBy(() -> NpyArray.of(new float[1], -1, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NpyArray.of(new float[0], 1 << 30, 1 << 30, 1 << 30))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "object.npy, pickled Python objects",
    "complex.npy, are not supported",
    "structured.npy, are not supported",
    "bfloat16.npy, this is how bfloat16 is saved: save array.astype('float32')",
    "stored.npz, does not begin with"
  })
  @DisplayName("unsupported content is refused with the reason")
  void unsupported(String name, String reason) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  /** Returns a version 1.0 file with any header and so many zero bytes of elements. */
  private static byte[] file(String header, int elements) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + text.length + elements)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyFixtures.bytes("float32.npy"), 0, 8)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static String header(String type, String order, String shape) {
    return "{'descr': " + type + ", 'fortran_order': " + order + ", 'shape': " + shape + "}\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'shape': (2,), 'descr': '<f4', 'fortran_order': False}",
        "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2,)}",
        " { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 1 , 2 , ) , } \n",
        "{'descr':'<f4','fortran_order':True,'shape':(2,1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 1L), }" // Python 2
      })
  @DisplayName("any spelling of the three keys is read")
  void otherSpellings(String header) {
    assertThat(NpyFixtures.parse(file(header, 8)).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': True}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + 1",
        "{'descr': <f4, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': 'False', 'shape': (2,)}",
        "{'descr': True, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': (2,), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2LL,)}"
      })
  @DisplayName("a header that NumPy would not write is refused")
  void badHeaders(String header) {
    assertThatThrownBy(() -> NpyFixtures.parse(file(header, 8)))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("test.npy: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2)",
        "(-2,)",
        "(2.0,)",
        "(2,,)",
        "(,)",
        "(99999999999,)",
        "(2147483648,)",
        "(1000000, 1000000)",
        "(4294967296, 4294967296)",
        "(2147483647, 2147483647, 2147483647)",
        "(1000000000, 0, -1)",
        "(3,)",
        "(1,)",
        "()",
        "(0,)",
        "'(2,)'",
        "(0x2,)",
        "(٢,)"
      })
  @DisplayName("a shape that is none, or does not fit the bytes there are, is refused")
  void badShapes(String shape) {
    assertThatThrownBy(() -> NpyFixtures.parse(file(header("'<f4'", "False", shape), 8)))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("test.npy: ");
  }

  @Test
  @DisplayName("a header longer than NumPy allows is refused, and one of 5000 axes is not fatal")
  void longHeaders() {
    String axes = "(" + "1,".repeat(4000) + "2)";
    assertThat(NpyFixtures.parse(file(header("'<f4'", "True", axes), 8)).rank()).isEqualTo(4001);
    String more = "(" + "1,".repeat(6000) + "2)";
    assertThatThrownBy(() -> NpyFixtures.parse(file(header("'<f4'", "False", more), 8)))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("longer than the 10000 allowed");
  }

  @Test
  @DisplayName("an array written block by block is the file of the same array in memory")
  void blocks() throws IOException {
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 0.5f;
    }
    ByteBuffer elements = ByteBuffer.allocate(20_000).order(ByteOrder.LITTLE_ENDIAN);
    elements.asFloatBuffer().put(values);
    NpyBlocks blocks =
        new NpyBlocks(
            DType.FLOAT32,
            List.of(2, 2500),
            (at, block, length) -> elements.get((int) at, block, 0, length));
    byte[] written = bytes(blocks);
    assertThat(written).isEqualTo(bytes(NpyArray.of(values, 2, 2500)));
    assertThat(blocks.contentLength()).isEqualTo(written.length);
  }

  private static byte[] bytes(NpyContent content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }
}
