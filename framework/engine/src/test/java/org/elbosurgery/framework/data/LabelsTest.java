package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyContent;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.WordArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Matrix;

@DisplayName("Labels of rows")
final class LabelsTest {

  private static final NpyArray THREE = NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private static final NpyArray TWO = NpyArray.of(new float[] {7, 8, 9, 10}, 2, 2);

  @TempDir private Path folder;
  private Path rows;

  @BeforeEach
  void write() {
    rows = file("rows.npy", THREE);
  }

  private Path file(String name, Content content) {
    Path file = folder.resolve(name);
    AtomicFile.write(file, content);
    return file;
  }

  private Path text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path hdf(Consumer<WritableHdfFile> content) {
    Path path = folder.resolve("cells.h5ad");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("X", new double[][] {{1, 2}, {3, 4}, {5, 6}});
      content.accept(file);
    }
    return path;
  }

  private static DataSet load(Object data, Object labels, int limit) {
    DataOptions options =
        new DataOptions(data.toString(), labels.toString(), Binarization.NONE, limit);
    return new DataSource().load(options, Support.REAL_LINE, RandomStream.of(1));
  }

  private static Labels labels(Object data, Object labels) {
    return load(data, labels, 0).labels().orElseThrow();
  }

  private static List<String> words(WordArray words) {
    return IntStream.range(0, words.size()).mapToObj(words::word).toList();
  }

  private static List<String> train(Object data, Object labels) {
    return words(labels(data, labels).train());
  }

  private static void refused(Object data, Object labels, String... parts) {
    assertThatThrownBy(() -> load(data, labels, 0))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContainingAll(parts);
  }

  @Test
  @DisplayName(
      "are read from a file of their own: .npy, IDX, gzip, and text with or without a name")
  void files() throws IOException {
    assertThat(train(rows, file("y.npy", NpyArray.of(new long[] {3, -1, 3}, 3))))
        .containsExactly("3", "-1", "3");
    assertThat(train(rows, file("words.npy", WordArray.of(List.of("b", "a", "b")))))
        .containsExactly("b", "a", "b");
    Content idx = out -> out.write(new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 7, (byte) 200, 0});
    assertThat(train(rows, file("y-idx1-ubyte", idx))).containsExactly("7", "200", "0");
    Content gzip =
        out -> {
          GZIPOutputStream zipped = new GZIPOutputStream(out);
          idx.writeTo(zipped);
          zipped.finish();
        };
    assertThat(train(rows, file("y-idx1-ubyte.gz", gzip))).containsExactly("7", "200", "0");
    assertThat(train(rows, text("y.txt", "cat\nred deer\ncat\n")))
        .containsExactly("cat", "red deer", "cat");
    assertThat(train(rows, text("y.csv", "kind\n1\n2.0\n1\n"))).containsExactly("1", "2", "1");
    assertThat(load(rows, folder.resolve("y.npy"), 2).labels().orElseThrow().train().size())
        .as("labels of the rows up to the limit")
        .isEqualTo(2);
  }

  @Test
  @DisplayName("in a text may have a heading, a byte order mark, and blank lines at the end")
  void textBesideLabels() throws IOException {
    assertThat(train(rows, text("a.txt", "cat\ndog\ncat\n\n")))
        .containsExactly("cat", "dog", "cat");
    assertThat(train(rows, text("b.txt", "kind\ncat\ndog\ncat\n \n\n")))
        .containsExactly("cat", "dog", "cat");
    assertThat(train(rows, text("c.txt", "cat\ndog\n\n")))
        .as("the last row has no label")
        .containsExactly("cat", "dog", "");
    assertThat(train(rows, text("d.txt", "\ufeff1\n2\n1\n"))).containsExactly("1", "2", "1");
    for (String tooMany : List.of("cat\ndog\ncat\ndog\n", "3\n1\n2\n1\n")) {
      Path file = text("many.txt", tooMany);
      refused(rows, file, "labels \"" + file + "\" are 4, but " + rows + " has 3 rows");
    }
    refused(rows, text("none.txt", ""), "are 0, but");
  }

  @Test
  @DisplayName("are whole numbers of any type, also as a column")
  void numbers() {
    NpyArray column = NpyArray.of(new double[] {0, 1, 0}, 3, 1);
    assertThat(train(rows, file("column.npy", column))).containsExactly("0", "1", "0");
    Path npz = file("data.npz", Npz.content(Map.of("X", THREE, "y", column)));
    assertThat(train(npz, "y")).containsExactly("0", "1", "0");
  }

  @Test
  @DisplayName("of as many test rows in the same file are not those of the training rows")
  void asManyTestRows() {
    Map<String, NpyContent> arrays = new HashMap<>(Map.of("train", THREE, "test", THREE));
    arrays.put("labels", WordArray.of(List.of("a", "b", "a")));
    assertThat(labels(file("one.npz", Npz.content(arrays)), "labels").test()).isEmpty();
    arrays.put("test_labels", WordArray.of(List.of("c", "c", "b")));
    assertThat(words(labels(file("two.npz", Npz.content(arrays)), "labels").test().orElseThrow()))
        .containsExactly("c", "c", "b");
  }

  /** The tests run in the folder of the module, which has a folder src and a file pom.xml. */
  @Test
  @DisplayName(
      "in files have absolute paths in a spec, also beside a name, which a folder may have")
  void located() {
    String file = Path.of("pom.xml").toAbsolutePath().toString();
    assertThat(DataSource.locatedLabels("src")).isEqualTo("src");
    assertThat(DataSource.locatedLabels("src,pom.xml")).isEqualTo("src," + file);
    assertThat(DataSource.locatedLabels("pom.xml,src")).isEqualTo(file + ",src");
  }

  private String withoutFiles(String labels) {
    return new DataOptions("rows", labels, Binarization.NONE, 0).withoutLabelFiles().labels();
  }

  @Test
  @DisplayName("in files are left out of the options of a finished run, each for itself")
  void withoutFiles() throws IOException {
    Path gone = folder.resolve("gone.txt");
    assertThat(withoutFiles("kind," + gone)).isEqualTo("kind,");
    assertThat(withoutFiles(gone + ",kind")).isEqualTo(",kind");
    assertThat(withoutFiles(gone + "," + gone)).isEmpty();
    assertThat(withoutFiles(gone.toString())).isEmpty();
    assertThat(withoutFiles("cell:type\0")).as("no path at all").isEqualTo("cell:type\0");
    refused(rows, gone, "labels: there is no file \"" + gone + "\"; put it back there, or give");

    String both =
        text("train.csv", "kind,p\ncat,1\ndog,2\n") + "," + text("test.csv", "p,kind\n3,cat\n");
    assertThat(labels(both, "kind,").test()).isEmpty();
    assertThat(train(both, "kind,")).containsExactly("cat", "dog");
    assertThat(RowValues.of(load(both, "kind,", 0).test().orElseThrow()))
        .isDeepEqualTo(new float[][] {{3}});
    String second = text("p.csv", "p\n1\n2\n") + "," + folder.resolve("test.csv");
    assertThat(words(labels(second, ",kind").test().orElseThrow())).containsExactly("cat");
    assertThat(train(second, ",kind")).containsExactly("", "");
  }

  @Test
  @DisplayName("are an array beside the rows, and that of the same name beside the test rows")
  void arrays() {
    Path npz =
        file(
            "data.npz",
            Npz.content(
                Map.of(
                    "x_train",
                    THREE,
                    "x_test",
                    TWO,
                    "y_train",
                    WordArray.of(List.of("a", "b", "a")),
                    "y_test",
                    WordArray.of(List.of("b", "b")))));
    assertThat(train(npz, "y_train")).containsExactly("a", "b", "a");
    assertThat(words(labels(npz, "y_train").test().orElseThrow())).containsExactly("b", "b");
    assertThat(labels(npz, "y_train,y_test")).isEqualTo(labels(npz, "y_train"));
    Path second =
        file(
            "second.npz", Npz.content(Map.of("X", TWO, "labels", WordArray.of(List.of("1", "2")))));
    Path first =
        file(
            "first.npz",
            Npz.content(Map.of("X", THREE, "labels", WordArray.of(List.of("1", "2", "3")))));
    assertThat(words(labels(first + "," + second, "labels").test().orElseThrow()))
        .containsExactly("1", "2");
    Path own = file("own.npy", NpyArray.of(new long[] {8, 9}, 2));
    assertThat(words(labels(first + "," + second, "labels," + own).test().orElseThrow()))
        .containsExactly("8", "9");
    assertThat(labels(npz, file("y.npy", NpyArray.of(new long[3], 3))).test())
        .as("a file for the training rows says nothing of test rows")
        .isEmpty();
  }

  @Test
  @DisplayName("are a column of a table of text, which is then no value of the rows")
  void column() throws IOException {
    Path named = text("named.csv", "p,kind,q\n1,cat,2\n3,\"a, b\",4\n");
    assertThat(train(named, "kind")).containsExactly("cat", "a, b");
    assertThat(RowValues.of(load(named, "kind", 0).train()))
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    assertThat(train(named, "1")).containsExactly("cat", "a, b");
    Path bare = text("bare.csv", "cat,1,2\ndog,3,4\n");
    assertThat(train(bare, "0")).containsExactly("cat", "dog");
    assertThat(RowValues.of(load(bare, "0", 0).train()))
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    assertThat(load(bare, "0", 0).sha256())
        .as("the digest of the rows is that of a table without the column")
        .isEqualTo(load(text("plain.csv", "1,2\n3,4\n"), "", 0).sha256());
  }

  @Test
  @DisplayName("are in the column of a number where the first line has values, be it one of them")
  void numberedColumn() throws IOException {
    Path numbers = text("numbers.csv", "5,0,0\n6,1,2\n");
    assertThat(train(numbers, "0")).containsExactly("5", "6");
    assertThat(RowValues.of(load(numbers, "0", 0).train()))
        .isDeepEqualTo(new float[][] {{0, 0}, {1, 2}});
    assertThat(train(text("words.csv", "dog,0,0\ncat,1,2\n"), "0")).containsExactly("dog", "cat");
    refused(numbers, "5", "labels is \"5\", which is no file, and not in the data");
    Path named = text("named.csv", "p,0,q\n1,cat,2\n3,dog,4\n");
    assertThat(train(named, "0")).as("by name").containsExactly("cat", "dog");
  }

  @Test
  @DisplayName("are the names of the subfolders of images")
  void subfolders() throws IOException {
    for (String name : List.of("dog/1.png", "cat/old/2.png", "cat/3.png")) {
      Path image = folder.resolve("images").resolve(name);
      Files.createDirectories(image.getParent());
      ImageIO.write(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
    }
    Path images = folder.resolve("images");
    assertThat(train(images, DataOptions.FOLDERS)).containsExactly("cat", "cat", "dog");
    Files.move(images.resolve("dog/1.png"), images.resolve("1.png"));
    refused(images, DataOptions.FOLDERS, "1.png is in no subfolder");
  }

  @Test
  @DisplayName("are a vector or a cell array of a MATLAB file")
  void matlab() throws IOException {
    Matrix values = Mat5.newMatrix(3, 2);
    Matrix numbers = Mat5.newMatrix(1, 3);
    numbers.setDouble(0, 2, 4);
    Cell names = Mat5.newCell(3, 1);
    names.set(0, Mat5.newString("owl")).set(1, Mat5.newString("elk")).set(2, Mat5.newString("owl"));
    Path file = folder.resolve("data.mat");
    Mat5.writeToFile(
        Mat5.newMatFile()
            .addArray("X", values)
            .addArray("train_labels", numbers)
            .addArray("names", names),
        file.toFile());
    assertThat(train(file, "train_labels")).containsExactly("0", "0", "4");
    assertThat(train(file, "names")).containsExactly("owl", "elk", "owl");
    refused(file, "X", "X: it is float64 [3, 2]; expected whole numbers or text [N]");
  }

  /** As AnnData writes them; code -1 is a missing category. */
  @Test
  @DisplayName("are a column of AnnData: categorical, text or whole numbers, or another dataset")
  void annData() {
    Path file =
        hdf(
            h5 -> {
              WritableGroup obs = h5.putGroup("obs");
              WritableGroup kind = obs.putGroup("cell_type");
              kind.putAttribute("encoding-type", "categorical");
              kind.putDataset("codes", new byte[] {1, -1, 0});
              kind.putDataset("categories", new String[] {"B cell", "T cell"});
              obs.putDataset("batch", new String[] {"x", "y", "x"});
              obs.putDataset("leiden", new int[] {2, 0, 2});
              obs.putDataset("depth", new double[] {0.5, 1, 2});
              h5.putDataset("y", new long[] {5, 6, 5});
            });
    assertThat(train(file, "cell_type")).containsExactly("T cell", "", "B cell");
    assertThat(train(file, "batch")).containsExactly("x", "y", "x");
    assertThat(train(file, "leiden")).containsExactly("2", "0", "2");
    assertThat(train(file, "y")).containsExactly("5", "6", "5");
    refused(file, "depth", "depth: it is 0.5 in row 0; expected whole numbers or text");
    refused(file, "cell_typ", "not in the data (they have ", "did you mean cell_type?");
  }

  @Test
  @DisplayName("are refused if they are not there, are no classes, or not one for each row")
  void refused() throws IOException {
    refused(
        rows,
        "nothing",
        "labels is \"nothing\", which is no file, and not in the data; give the name of an array");
    refused(rows, "a,b,c", "labels is \"a,b,c\"; give");
    Path two = file("two.npy", NpyArray.of(new long[] {1, 2}, 2));
    refused(
        rows,
        two,
        "labels \"" + two + "\" are 2, but " + rows + " has 3 rows; give one for each row");
    refused(rows, two + "," + two, "labels name a place of test rows", "labels \"" + two);
    refused(rows, file("f.npy", THREE), "it is float32 [3, 2]; expected whole numbers or text [N]");
    refused(
        rows, text("f.txt", "1\n2.5\n3\n"), "f.txt: it is 2.5 in row 1; expected whole numbers");
    refused(rows, text("long.txt", "a\nb\n" + "c".repeat(201)), "has 201 characters");
    refused(
        rows, file("x.bin", out -> out.write(new byte[] {1, 2, 3})), "is neither .npy, nor IDX");
    Content images = out -> out.write(new byte[] {0, 0, 8, 3, 0, 0, 0, 3});
    refused(rows, file("images", images), "these are no IDX labels (magic number 2049, not 2051)");
    refused(
        text("only.csv", "kind\n1\n2\n"), "kind", "only.csv has no column but that of the labels");
  }
}
