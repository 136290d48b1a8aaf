package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.elbosurgery.cli.TextTable.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table in plain text")
final class TextTableTest {

  @Test
  @DisplayName("aligns its columns and wraps the second")
  void wraps() {
    assertThat(
            TextTable.of(
                List.of(new Row("vamp", "one two three four five"), new Row("gaussian", "six")),
                26))
        .isEqualTo(
            """
              vamp      one two three
                        four five
              gaussian  six
            """);
  }

  @Test
  @DisplayName("gives a long name a line of its own")
  void breaksLongNames() {
    String name = "a-name-that-is-longer-than-thirty-columns";
    assertThat(TextTable.of(List.of(new Row("short", "one"), new Row(name, "two")), 40))
        .isEqualTo("  short  one\n  " + name + "\n         two\n");
  }

  @Test
  @DisplayName("leaves no blanks behind a row without text, and may have no rows")
  void bareRows() {
    assertThat(TextTable.of(List.of(new Row("a", ""), new Row("bcd", "x")), 40))
        .isEqualTo("  a\n  bcd  x\n");
    assertThat(TextTable.of(List.of(), 40)).isEmpty();
  }
}
