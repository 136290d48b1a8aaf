package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Words that NumPy wrote")
final class WordArrayTest {

  private static final Path FILE = NpyFixtures.path("words.npz");

  private static List<String> words(String name) {
    WordArray array = Npz.words(FILE, name).orElseThrow();
    return IntStream.range(0, array.size()).mapToObj(array::word).toList();
  }

  @Test
  @DisplayName("are text, in either order of bytes, or whole numbers")
  void reads() {
    assertThat(words("text")).containsExactly("b", "äß", "", "b");
    assertThat(words("big_endian")).containsExactly("z", "y");
    assertThat(words("bytes")).containsExactly("x", "yz");
    assertThat(words("numbers")).containsExactly("3", "-1", "10", "3");
    assertThat(words("unsigned")).containsExactly("200", "7");
    assertThat(words("fractions")).as("1.0 and 2.0").containsExactly("1", "2");
    assertThat(Npz.words(FILE, "nothing")).isEmpty();
  }

  @Test
  @DisplayName("are ordered as people order them: numbers by size, before text")
  void order() {
    assertThat(Npz.words(FILE, "numbers").orElseThrow().different())
        .containsExactly("-1", "3", "10");
    assertThat(WordArray.of(List.of("b", "10", "a", "9", "b")).different())
        .containsExactly("9", "10", "a", "b");
  }

  @Test
  @DisplayName("are refused if they are fractions, a table or pickled, with what to do")
  void refused() {
    NpyArray fractions = NpyArray.of(new double[] {1, 2.5}, 2);
    assertThatThrownBy(() -> WordArray.of(fractions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is 2.5 in row 1; expected whole numbers or text [N]");
    for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0x1p54}) {
      NpyArray unknown = NpyArray.of(new double[] {none}, 1);
      assertThatThrownBy(() -> WordArray.of(unknown)).hasMessageContaining("in row 0");
    }
    assertThatThrownBy(() -> Npz.words(NpyFixtures.path("stored.npz"), "mean"))
        .as("rows that may be one-hot")
        .hasMessageEndingWith("expected whole numbers or text [N]: in NumPy, array.argmax(1)");
    assertThatThrownBy(() -> Npz.words(FILE, "table"))
        .isInstanceOf(ElboException.class)
        .hasMessage(FILE + ": array table: it is text [1, 2]; expected text [N]");
    assertThatThrownBy(() -> Npz.words(FILE, "pickled"))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("it holds pickled Python objects, which are never read");
  }

  @Test
  @DisplayName("are refused if nearly all are different, which no classes are")
  void tooMany() {
    List<String> numbers =
        IntStream.rangeClosed(0, WordArray.MAX_DIFFERENT).mapToObj(String::valueOf).toList();
    assertThat(WordArray.of(numbers.subList(1, numbers.size())).different())
        .hasSize(WordArray.MAX_DIFFERENT);
    assertThatThrownBy(() -> WordArray.of(numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it has more than 10000 different values; give the class of each row");
  }

  @Test
  @DisplayName("are read back as they were written, numbers as int64 and others as text")
  void writes(@TempDir Path folder) {
    for (List<String> words :
        List.of(
            List.of("3", "-1", "10", "3"),
            List.of("007", "7", "-0"),
            List.of("", "\ud83d\ude00 x", "\u00e4", ""),
            List.of(""))) {
      WordArray array = WordArray.of(words);
      Path file = folder.resolve("words.npz");
      Npz.write(file, Map.of("words", array));
      assertThat(Npz.words(file, "words")).contains(array);
    }
    Npz.write(folder.resolve("numbers.npz"), Map.of("n", WordArray.of(List.of("5", "-4"))));
    assertThat(Npz.read(folder.resolve("numbers.npz")).get("n").longs()).containsExactly(5, -4);
  }
}
