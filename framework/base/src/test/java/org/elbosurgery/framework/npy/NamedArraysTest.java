package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Arrays by their names")
final class NamedArraysTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("some.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("table", NpyArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
    arrays.put("number", NpyArray.of(new long[] {7}));
    arrays.put("signs", NpyArray.of(new long[] {1, -1}, 2));
    arrays.put("long", NpyArray.of(new long[] {1L << 31}, 1));
    arrays.put("part/a", NpyArray.of(new float[] {1}, 1));
    arrays.put("part/b", NpyArray.of(new float[0], 0));
    Npz.write(file, arrays);
  }

  @Test
  @DisplayName("are taken in their shapes, where any length may be allowed")
  void shapes() {
    NamedArrays arrays = NamedArrays.read(file);

    assertThat(arrays.doubles("table", NamedArrays.ANY, 3)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(arrays.longs("signs", 2)).containsExactly(1, -1);
    assertThat(arrays.counts("number")).containsExactly(7);
    assertThat(arrays.withPrefix("part/")).containsOnlyKeys("a", "b");
    assertThat(arrays.has("part/a")).isTrue();
    assertThat(arrays.has("a")).isFalse();
  }

  @Test
  @DisplayName("are refused where they are not what they should be, in words that go on a sentence")
  void refuses() {
    NamedArrays arrays = NamedArrays.read(file);

    assertRefused(() -> arrays.doubles("tables"), "it has no array tables");
    assertRefused(
        () -> arrays.doubles("table", NamedArrays.ANY, 4),
        "table is float64 [2, 3], not of the shape [any, 4]");
    assertRefused(
        () -> arrays.doubles("table", 6), "table is float64 [2, 3], not of the shape [6]");
    assertRefused(() -> arrays.longs("signs"), "signs is int64 [2], not of the shape []");
    assertRefused(() -> arrays.longs("table", 2, 3), "table is float64 [2, 3], not whole numbers");
    assertRefused(() -> arrays.counts("signs", 2), "signs has -1, which is no count");
    assertRefused(() -> arrays.counts("long", 1), "long has 2147483648, which is no count");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  @DisplayName("are given up when they are taken")
  void takes() {
    NamedArrays arrays = NamedArrays.read(file);

    assertThat(arrays.take("number").value(0)).isEqualTo(7);
    assertThat(arrays.has("number")).isFalse();
  }

  @Test
  @DisplayName("that have to be there are missed all at once, and empty ones with them")
  void requires() {
    assertThatThrownBy(() -> NamedArrays.read(file, "mean", "table", "part/b"))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        file
                            + " has no array mean; it has table, number, signs, long, part/a, part/b",
                        file + ": part/b is empty, float32 [0]"));
  }
}
