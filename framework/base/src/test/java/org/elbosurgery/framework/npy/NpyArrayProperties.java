package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.elbosurgery.api.ElboException;

final class NpyArrayProperties {

  private static int[] array(List<Integer> lengths) {
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int count(int[] shape) {
    return IntStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  @Property(seed = "101", tries = 200)
  @Label("arrays of any shape and any bits come back as they were")
  void roundTrip(
      @ForAll @Size(max = 5) List<@IntRange(max = 6) Integer> lengths, @ForAll long seed) {
    int[] shape = array(lengths);
    Random random = new Random(seed);
    long[] longs = random.longs(count(shape)).toArray();
    double[] doubles = Arrays.stream(longs).mapToDouble(Double::longBitsToDouble).toArray();
    float[] floats = new float[longs.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat((int) longs[i]);
    }
    NpyArray integers = NpyFixtures.parse(NpyFixtures.bytes(NpyArray.of(longs, shape)));
    assertThat(integers.longs()).containsExactly(longs);
    assertThat(integers.shape()).containsExactly(shape);
    assertThat(NpyFixtures.parse(NpyFixtures.bytes(NpyArray.of(doubles, shape))).doubles())
        .containsExactly(doubles);
    assertThat(NpyFixtures.parse(NpyFixtures.bytes(NpyArray.of(floats, shape))).floats())
        .containsExactly(floats);
  }

  @Property(seed = "102", tries = 200)
  @Label("the elements begin at a multiple of 64 bytes")
  void aligned(@ForAll @Size(max = 9) List<@IntRange(min = 1, max = 2) Integer> lengths) {
    int[] shape = array(lengths);
    int size = count(shape);
    byte[] bytes = NpyFixtures.bytes(NpyArray.of(new double[size], shape));
    assertThat((bytes.length - size * Double.BYTES) % 64).isZero();
  }

  @Property(seed = "103", tries = 1)
  @Label("truncation at every byte, and one byte more, is refused")
  void truncation() {
    byte[] whole = NpyFixtures.bytes("float32.npy");
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> NpyFixtures.parse(part))
          .as("the first %d bytes", length)
          .isInstanceOf(ElboException.class);
    }
    assertThatThrownBy(() -> NpyFixtures.parse(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(ElboException.class);
  }

  @Property(seed = "104", tries = 1)
  @Label("every value of every byte gives an array or a user's mistake")
  void damage() {
    byte[] whole = NpyFixtures.bytes("int32_fortran.npy");
    for (int i = 0; i < whole.length; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = whole.clone();
        damaged[i] = (byte) value;
        try {
          assertThat(NpyFixtures.parse(damaged).longs()).isNotEmpty();
        } catch (ElboException e) {
          assertThat(e.category()).isEqualTo(ElboException.Category.USER);
        } catch (IllegalStateException e) {
          assertThat(e).as("a type became floating").hasMessageContaining("not integers");
        }
      }
    }
  }
}
