package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Numbers as text")
final class TextTableTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private float[][] rows(String text) throws IOException {
    return RowValues.of(DataFile.read(file(text)).train().rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5,1e-3,-2\n0,7,8\n",
        "a,b,c\n0.5,1e-3,-2\n0,7,8",
        "a;b;c\r\n0.5;1e-3;-2\r\n0;7;8\r\n",
        "\"x, y\",\"b\",\"c\"\n\"0.5\",1e-3,-2\n\n0,7,8\n",
        "0.5\t1e-3\t-2\n0\t7\t8\n",
        "\ufeff0.5,1e-3,-2\n0,7,8\n",
        "größe,b,c\n0.5,1e-3,-2\n0,7,8\n",
        "# by numpy.savetxt\n  5.0e-01   1.0e-03  -2.0e+00 \n 0 7 8\n"
      })
  @DisplayName("are read with any usual separator, with or without names of columns")
  void reads(String text) throws IOException {
    assertThat(rows(text)).isDeepEqualTo(new float[][] {{0.5f, 1e-3f, -2}, {0, 7, 8}});
  }

  @Test
  @DisplayName("have the digest of the same array of NumPy, whatever separates them")
  void digest() throws IOException {
    String commas = new Source("", DataFile.read(file("1,2\n3,4")).train(), none()).sha256();
    String blanks = new Source("", DataFile.read(file("a b\n1 2\n3 4\n")).train(), none()).sha256();
    assertThat(blanks).isEqualTo(commas);
  }

  private static Optional<NamedRows> none() {
    return Optional.empty();
  }

  @Test
  @DisplayName("may have more names than the beginning that shows what a file is")
  void longHeader() throws IOException {
    String names = "column,".repeat(500) + "last\n";
    String values = "1,".repeat(500) + "2\n";
    assertThat(rows(names + values)[0]).hasSize(501).contains(2);
  }

  private void refused(String text, String problem) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> DataFile.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessage(file + problem);
  }

  @Test
  @DisplayName("are refused by row and column")
  void refuses() throws IOException {
    refused(
        "x,label\n1,2\n3,cat\n",
        ": row 1, column 1 (label) is 'cat', which is not a number; leave out columns that are not"
            + " data, or name the one with labels: --labels label");
    refused(
        "1,2\n3,\n",
        ": row 1, column 1 is '', which is not a number; leave out columns that are not data, or"
            + " name the one with labels: --labels 1");
    refused("1,2\n3,4,5\n", ": row 1 has 3 values, the first line 2: give as many in every line");
    refused("x1,x2\n", " has no rows of numbers");
    refused(
        "a,b\n1,1d\n",
        ": row 0, column 1 (b) is '1d', which is not a number; leave out columns that are not data,"
            + " or name the one with labels: --labels b");
    refused(
        "1,nan\n3,4\n",
        ": row 0, column 1 is 'nan', which is not a number; leave out columns that are not data,"
            + " or name the one with labels: --labels 1");
    refused(
        "0,1,2\n7,8,9\n",
        " begins with 0, 1, 2, ..., which are numbers of columns and no data; write it without"
            + " (header=False in pandas)");
    refused(
        ",a,b\n0,8,9\n",
        ": column 0 has no name, as a column with numbers of rows; write it without (index=False in"
            + " pandas)");
  }
}
