package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.elbosurgery.api.RandomStream;

/** However rows are kept, and through whatever view, they are the same rows. */
final class RowsProperties {

  private static float[] random(int length, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  @Property(seed = "201", tries = 200)
  @Label("packed bits are the values greater than one half, for any width")
  void packing(
      @ForAll @IntRange(max = 5) int size,
      @ForAll @IntRange(min = 1, max = 33) int width,
      @ForAll long seed) {
    float[] values = random(size * width, seed);
    Rows packed = PackedBits.of(new FloatRows(width, values));
    assertThat(packed.size()).isEqualTo(size);
    assertThat(packed.width()).isEqualTo(width);
    for (int i = 0; i < size * width; i++) {
      float expected = values[i] > 0.5 ? 1 : 0;
      assertThat(RowValues.of(packed)[i / width][i % width]).isEqualTo(expected);
    }
  }

  @Property(seed = "202", tries = 200)
  @Label("cutting rows in two and joining them changes nothing")
  void cutAndJoin(
      @ForAll @IntRange(max = 6) int size,
      @ForAll @IntRange(max = 6) int cut,
      @ForAll @IntRange(min = 1, max = 4) int width,
      @ForAll long seed) {
    Rows rows = new FloatRows(width, random(size * width, seed));
    int middle = Math.min(cut, size);
    Rows joined = rows.first(middle).followedBy(rows.slice(middle, size));
    assertThat(joined.size()).isEqualTo(size);
    assertThat(RowValues.of(joined)).isDeepEqualTo(RowValues.of(rows));
  }

  @Property(seed = "203", tries = 100)
  @Label("a drawn row is the same whenever it is read and whatever is read with it")
  void drawnRowsAreAddressed(@ForAll @IntRange(min = 1, max = 9) int size, @ForAll long seed) {
    Rows grey = new FloatRows(16, random(size * 16, seed));
    Rows drawn = new BernoulliRows(grey, RandomStream.of(seed));
    float[][] forwards = RowValues.of(drawn);
    float[] row = new float[16];
    for (int i = size - 1; i >= 0; i--) {
      drawn.copyTo(i, row, 0);
      assertThat(row).containsExactly(forwards[i]);
    }
    Rows fewer = new BernoulliRows(grey.first(1), RandomStream.of(seed));
    assertThat(RowValues.of(fewer)[0]).containsExactly(forwards[0]);
  }

  @Example
  @Label("bytes are divided by 255 and unsigned")
  void bytes() {
    Rows rows = new ByteRows(3, new byte[] {0, 51, (byte) 255});
    assertThat(RowValues.of(rows)[0]).containsExactly(0, 0.2f, 1);
  }

  @Example
  @Label("bits come most significant first, and each row begins with a new byte")
  void bitOrder() {
    Rows rows = new PackedBits(10, new byte[] {(byte) 0b10000001, 0b01000000, 0, 0});
    assertThat(RowValues.of(rows)[0]).containsExactly(1, 0, 0, 0, 0, 0, 0, 1, 0, 1);
    assertThat(RowValues.of(rows)[1]).containsOnly(0);
  }

  @Example
  @Label("copying writes one row at the offset and nothing else")
  void offset() {
    float[] target = {9, 9, 9, 9};
    FloatRows.copyOf(2, new float[] {1, 2, 3, 4}).copyTo(1, target, 1);
    assertThat(target).containsExactly(9, 3, 4, 9);
    new PackedBits(2, new byte[] {0}).copyTo(0, target, 1);
    assertThat(target).containsExactly(9, 0, 0, 9);
    new BernoulliRows(new ByteRows(2, new byte[] {-1, -1}), RandomStream.of(1))
        .copyTo(0, target, 1);
    assertThat(target).containsExactly(9, 1, 1, 9);
  }

  @Example
  @Label("rows that are not there are refused, by every kind of rows")
  void outOfRange() {
    Rows floats = FloatRows.copyOf(1, new float[] {1, 2});
    Rows[] kinds = {
      floats,
      PackedBits.of(floats),
      new ByteRows(1, new byte[2]),
      FloatRows.copyOf(1, new float[4]).slice(1, 3),
      floats.first(1).followedBy(floats.first(1))
    };
    float[] row = new float[1];
    for (Rows rows : kinds) {
      for (int i : new int[] {-1, 2}) {
        assertThatThrownBy(() -> rows.copyTo(i, row, 0))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
    assertThatThrownBy(() -> floats.first(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> floats.followedBy(FloatRows.copyOf(2, new float[2])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FloatRows.copyOf(2, new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
