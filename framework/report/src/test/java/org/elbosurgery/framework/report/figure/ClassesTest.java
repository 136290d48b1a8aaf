package org.elbosurgery.framework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.plot.Colour;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The classes of rows")
final class ClassesTest {

  @Test
  @DisplayName("have a colour each, of which no two are the same")
  void colours() {
    Classes classes = Classes.of(WordArray.of(List.of("b", "a", "b")));
    assertThat(classes.names()).containsExactly("a", "b");
    assertThat(classes.of(0)).isEqualTo("b");
    assertThat(classes.colours()).isEqualTo(Colour.classes().subList(0, 2));
    assertThat(Colour.classes()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("share a grey, the smallest of them, if there are more than colours")
  void others() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 12; i++) { // class i has i + 1 rows
      for (int row = 0; row <= i; row++) {
        words.add(String.valueOf(i));
      }
    }
    Classes classes = Classes.of(WordArray.of(words));
    assertThat(classes.names())
        .containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "others");
    assertThat(classes.colours()).hasSize(11).endsWith(Colour.FAINT.literal());
    assertThat(classes.of(0)).isEqualTo("others");
    assertThat(classes.of(words.size() - 1)).isEqualTo("11");
  }

  @Test
  @DisplayName("have short names on one line, which stay different")
  void names() {
    String stem = "a very long name of a class, ";
    Classes classes = Classes.of(WordArray.of(List.of(stem + "1", stem + "2", "x\ny", "others")));
    assertThat(classes.names())
        .containsExactly(
            "a very long name of a...", "a very long name of a... (2)", "others (2)", "x y");
  }
}
