package org.elbosurgery.framework.data;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyFixtures;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.Safetensors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that can be used as data, and what is said about those that cannot. */
final class DataSourceTest {

  /** What a density on [0, 1] allows. */
  private static final Support UNIT = Support.density(Interval.UNIT);

  @TempDir private Path folder;

  private static DataSet load(DataOptions options, Support support) {
    return new DataSource().load(options, support, RandomStream.of(1));
  }

  private static DataSet load(Object data) {
    return load(new DataOptions(data.toString(), Binarization.NONE, 0), UNIT);
  }

  private static ElboException refused(DataOptions options, Support support) {
    ElboException e = catchThrowableOfType(ElboException.class, () -> load(options, support));
    assertThat(e).isNotNull();
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    return e;
  }

  private static ElboException refused(Object data) {
    return refused(new DataOptions(data.toString(), Binarization.NONE, 0), UNIT);
  }

  private Path file(String name, Content content) {
    Path file = folder.resolve(name);
    AtomicFile.write(file, content);
    return file;
  }

  private Path npz(String name, Map<String, NpyArray> arrays) {
    Path file = folder.resolve(name);
    Npz.write(file, arrays);
    return file;
  }

  private static Content gzip(byte[] bytes) {
    return out -> {
      GZIPOutputStream compressed = new GZIPOutputStream(out);
      compressed.write(bytes);
      compressed.finish();
    };
  }

  private static NpyArray array(int rows, int width, double value) {
    double[] values = new double[rows * width];
    Arrays.fill(values, value);
    return NpyArray.of(values, rows, width);
  }

  @Test
  @DisplayName("IDX images are known by their content, plain or gzip, whatever the name")
  void idx() {
    byte[] images = IdxImagesTest.idx(2051, 4, 2, 3, 24);
    Path plain = file("images.gz", out -> out.write(images));
    Path compressed = file("images", gzip(images));
    DataSet data = load(plain + "," + compressed);
    assertThat(data.train().width()).isEqualTo(6);
    assertThat(RowValues.of(data.train())[1]).startsWith(6 / 255f, 7 / 255f);
    assertThat(RowValues.of(data.test().orElseThrow())).isDeepEqualTo(RowValues.of(data.train()));
    assertThat(data.sha256())
        .isEqualTo(
            Sha256.of(
                out -> {
                  out.write(images);
                  out.write(images);
                }));
    assertThat(load(compressed).sha256()).isEqualTo(load(plain).sha256());
    assertThat(load(plain).test()).isEmpty();
  }

  @Test
  @DisplayName("a gzip file that inflates beyond its header is refused")
  void gzipBomb() throws IOException {
    byte[] images = IdxImagesTest.idx(2051, 4, 2, 3, 10_000_000);
    Path bomb = file("bomb.gz", gzip(images));
    assertThat(refused(bomb)).hasMessageContaining("more bytes follow");
    byte[] liar = IdxImagesTest.idx(2051, 2_000_000_000, 28, 28, 0);
    Path claim = file("claim.gz", gzip(liar));
    assertThat(refused(claim)).hasMessageContaining("1568000000000 bytes of pixels");
    byte[] whole = Files.readAllBytes(file("whole.gz", gzip(images)));
    Path part = file("part.gz", out -> out.write(whole, 0, whole.length / 2));
    assertThat(refused(part)).hasMessageContaining("part.gz");
  }

  @Test
  @DisplayName("NumPy tables and images become rows, values as they are, binary ones packed")
  void npy() {
    Path images = file("images.npy", NpyArray.of(new float[] {0, 0.5f, 1, 0.25f}, 1, 2, 2));
    assertThat(RowValues.of(load(images).train())[0]).containsExactly(0, 0.5f, 1, 0.25f);
    Path binary = file("binary.npy", NpyArray.of(new long[] {0, 1, 1, 0}, 2, 2));
    assertThat(load(binary).train()).isInstanceOf(PackedBits.class);
    assertThat(RowValues.of(load(binary).train())[1]).containsExactly(1, 0);
  }

  @Test
  @DisplayName("a .npz file has arrays train and test, or one array of any name")
  void npz() {
    Map<String, NpyArray> both = new LinkedHashMap<>();
    both.put("test", array(2, 3, 0));
    both.put("train", array(5, 3, 1));
    DataSet data = load(npz("both.npz", both));
    assertThat(data.train().size()).isEqualTo(5);
    assertThat(data.test().orElseThrow().size()).isEqualTo(2);
    Path single = npz("single.npz", Map.of("x", array(4, 3, 1)));
    assertThat(load(single).train().size()).isEqualTo(4);
    assertThat(load(single).test()).isEmpty();
    assertThat(load(single + "," + folder.resolve("both.npz")).test().orElseThrow().size())
        .isEqualTo(2);
    assertThat(refused(folder.resolve("both.npz") + "," + single))
        .hasMessageContaining("holds test rows already");
    Path unnamed = npz("unnamed.npz", Map.of("x", array(1, 1, 1), "y", array(1, 1, 1)));
    assertThat(refused(unnamed)).hasMessageContaining("call one of them train");
    Path text = NpyFixtures.path("text_beside.npz");
    assertThat(refused(text))
        .hasMessageContaining("the arrays [mean, label, log_var]: call one of them train");
  }

  @Test
  @DisplayName("a safetensors file has the same arrays, with the digest of the same in .npz")
  void safetensors() {
    Map<String, NpyArray> both = new LinkedHashMap<>();
    both.put("x_test", array(2, 3, 0));
    both.put("labels", NpyArray.of(new long[5], 5));
    both.put("x_train", array(5, 3, 1));
    DataSet data = load(file("both.safetensors", Safetensors.content(both, Map.of())));
    assertThat(data.train().size()).isEqualTo(5);
    assertThat(data.test().orElseThrow().size()).isEqualTo(2);
    assertThat(data.sha256()).isEqualTo(load(npz("the-same.npz", both)).sha256());
    both.remove("x_train");
    assertThat(refused(file("one.safetensors", Safetensors.content(both, Map.of()))))
        .hasMessageContaining("[x_test, labels]")
        .hasMessageContaining("call one of them train");
  }

  @Test
  @DisplayName("an unknown word is answered with what is allowed and the nearest word")
  void unknownWord() {
    assertThat(refused("mnits"))
        .hasMessageContaining("\"mnits\"")
        .hasMessageContaining("mnist, synthetic or files TRAIN[,TEST]")
        .hasMessageEndingWith("did you mean mnist?");
    assertThat(refused("no/such/file.npy").getMessage()).doesNotContain("did you mean");
    assertThat(refused("")).hasMessageContaining("TRAIN[,TEST]");
    assertThat(refused("a,b,c")).hasMessageContaining("TRAIN[,TEST]");
    assertThat(refused("a,")).hasMessageContaining("TRAIN[,TEST]");
    assertThat(refused("\0")).hasMessageContaining("TRAIN[,TEST]");
  }

  @Test
  @DisplayName("the problems of both files are told together")
  void bothFiles() {
    Path text = file("text", out -> out.write("neither".getBytes(StandardCharsets.UTF_8)));
    ElboException e = refused(text + "," + folder.resolve("missing"));
    assertThat(e.problems()).hasSize(2);
    assertThat(e.problems().get(0)).contains("not a data file");
    assertThat(e.problems().get(1)).contains("there is no file").contains("missing");
    assertThat(refused("missing,\0").problems()).hasSize(2);
  }

  @Test
  @DisplayName("empty files and folders, and arrays that are no tables are refused")
  void noTables() {
    assertThat(refused(file("empty", out -> {}))).hasMessageContaining("empty: truncated");
    assertThat(refused(folder)).hasMessageContaining("has no images");
    assertThat(refused(file("vector.npy", NpyArray.of(new float[3], 3))))
        .hasMessageContaining("float32 [3] is not a table");
    assertThat(refused(file("none.npy", NpyArray.of(new float[0], 0, 3))))
        .hasMessageContaining("is empty");
    assertThat(refused(file("thin.npy", NpyArray.of(new float[0], 3, 0))))
        .hasMessageContaining("is empty");
  }

  @Test
  @DisplayName("unsigned bytes are grey values like those of images, unless all are 0 or 1")
  void unsignedBytes() {
    assertThat(RowValues.of(load(uint8("grey.npy", "2, 2", 0, 51, 102, 255)).train()))
        .isDeepEqualTo(new float[][] {{0, 0.2f}, {0.4f, 1}});
    assertThat(RowValues.of(load(uint8("binary.npy", "2, 2", 0, 1, 1, 0)).train()))
        .isDeepEqualTo(new float[][] {{0, 1}, {1, 0}});
  }

  @Test
  @DisplayName("images of an array may have channels, which come last")
  void channels() {
    assertThat(RowValues.of(load(uint8("last.npy", "1, 1, 2, 3", 0, 51, 102, 255, 0, 0)).train()))
        .isDeepEqualTo(new float[][] {{0, 0.2f, 0.4f, 1, 0, 0}});
    assertThat(refused(file("first.npy", NpyArray.of(new float[5 * 3 * 5], 1, 3, 5, 5))))
        .hasMessageEndingWith(
            "float32 [1, 3, 5, 5] is not images [n, h, w, c] with up to 4 channels; put the"
                + " channels last: array.transpose(0, 2, 3, 1)");
  }

  /** Writes an array as NumPy does (format 1.0), whose header is padded to 128 bytes in all. */
  private Path uint8(String name, String shape, int... values) {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }".formatted(shape);
    byte[] text = (StringUtils.rightPad(header, 117) + "\n").getBytes(StandardCharsets.US_ASCII);
    return file(
        name,
        out -> {
          out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
          out.write(text);
          for (int value : values) {
            out.write(value);
          }
        });
  }

  @Test
  @DisplayName("limit, width and values outside the support are told together, by row and column")
  void allProblems() {
    double[] train = {0, 0.5, 1.5, Double.NaN};
    double[] test = {0, 1, -0.25};
    Path file =
        npz("bad.npz", Map.of("train", NpyArray.of(train, 2, 2), "test", NpyArray.of(test, 1, 3)));
    DataOptions options = new DataOptions(file.toString(), Binarization.NONE, 3);
    ElboException e = refused(options, UNIT);
    assertThat(e.problems()).hasSize(4);
    assertThat(e.problems().get(0)).contains("limit is 3").contains("2 rows");
    assertThat(e.problems().get(1)).contains("rows of 3 values").contains("of 2");
    assertThat(e.problems().get(2))
        .contains("array train: row 1, column 0 is 1.5 (the first of 2 such values, 50 % of all)")
        .contains("from 0 to 1")
        .contains("scale them first")
        .contains("another likelihood");
    assertThat(e.problems().get(3)).contains("array test: row 0, column 2 is -0.25,");
  }

  @Test
  @DisplayName(
      "a file may have a comma in its name: written \\\\, or just so where that is one file")
  void commas() {
    Path train = file("a,b.npy", array(3, 2, 1));
    Path test = file("c,d.npy", array(2, 2, 0));
    assertThat(load(train).train().size()).isEqualTo(3);
    String both = Stream.of(train, test).map(DataSourceTest::escaped).collect(joining(","));
    assertThat(load(both).test().orElseThrow().size()).isEqualTo(2);
    for (Object data : new Object[] {train, escaped(train)}) {
      assertThat(DataSource.located(data.toString())).isEqualTo(escaped(train));
    }
    assertThat(DataSource.located(both)).isEqualTo(both);
    assertThat(DataSource.published(both)).isEqualTo("a\\,b.npy,c\\,d.npy");
  }

  @Test
  @DisplayName("absolute paths are published as the names of their files, all else as it is")
  void published() {
    String train = Path.of("rows").resolve("train.npy").toString();
    String absolute = Path.of(train).toAbsolutePath().toString();
    assertThat(DataSource.published(absolute)).isEqualTo("train.npy");
    for (String other : new String[] {"mnist", train, ""}) {
      assertThat(DataSource.published(other)).isEqualTo(other);
    }
  }

  private static String escaped(Path file) {
    return file.toString().replace(",", "\\,");
  }

  @Test
  @DisplayName(
      "grey values are none of a Bernoulli likelihood's, which sums to 1 over 0 and 1 only")
  void greyValues() {
    float[] grey = {0, 1, 1, 0.25f, 0, 1, 0, 0, 1, 1e-7f, 1, 1};
    Path file = file("grey.npy", NpyArray.of(grey, 4, 3));
    DataOptions options = new DataOptions(file.toString(), Binarization.NONE, 0);
    assertThat(refused(options, Support.BINARY))
        .hasMessage(
            file
                + ": row 1, column 0 is 0.25 (the first of 2 such values, 17 % of all), but values"
                + " must be 0 or 1: make grey values from 0 to 1 binary by --binarize threshold,"
                + " static or dynamic, scale others first, or take another likelihood");
    for (Binarization binarization : Binarization.values()) {
      if (binarization != Binarization.NONE) {
        DataOptions binary = new DataOptions(file.toString(), binarization, 0);
        assertThat(load(binary, Support.BINARY).train().size()).isEqualTo(4);
      }
    }
  }

  @Test
  @DisplayName(
      "grey levels are multiples of 1/255, as bytes of IDX images become; counts are whole")
  void discreteValues() {
    byte[] images = IdxImagesTest.idx(2051, 4, 2, 3, 24);
    Path idx = file("images", out -> out.write(images));
    assertThat(
            load(new DataOptions(idx.toString(), Binarization.NONE, 0), Support.GREY_LEVELS)
                .train())
        .isInstanceOf(ByteRows.class);
    Path bytes = file("bytes.npy", NpyArray.of(new long[] {0, 1, 255, 7}, 2, 2));
    DataOptions options = new DataOptions(bytes.toString(), Binarization.NONE, 0);
    assertThat(refused(options, Support.GREY_LEVELS))
        .hasMessage(
            bytes
                + ": row 1, column 0 is 255.0 (the first of 2 such values, 50 % of all), but values"
                + " must be multiples of 1/255 and from 0 to 1: divide grey values of 8 bits by"
                + " 255, as is done for images and uint8 arrays, or take another likelihood");
    assertThat(load(options, Support.COUNTS).train().size()).isEqualTo(2);
    Path parts = file("parts.npy", NpyArray.of(new double[] {0, 3, 2.5, -1}, 2, 2));
    assertThat(refused(new DataOptions(parts.toString(), Binarization.NONE, 0), Support.COUNTS))
        .hasMessage(
            parts
                + ": row 1, column 0 is 2.5 (the first of 2 such values, 50 % of all), but values"
                + " must be whole numbers and at least 0: give counts as they were counted, neither"
                + " scaled nor averaged (uint8 is taken for grey values: use int32), or take another"
                + " likelihood");
  }

  @Test
  @DisplayName("any finite value is fine for a likelihood on the real line, NaN never is")
  void realLine() {
    Path real = file("real.npy", NpyArray.of(new double[] {-1e30, 255}, 1, 2));
    DataOptions options = new DataOptions(real.toString(), Binarization.NONE, 0);
    assertThat(load(options, Support.REAL_LINE).train().size()).isEqualTo(1);
    // 1e300 is infinite in single precision.
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      Path bad = file("bad.npy", NpyArray.of(new double[] {0, 0, value}, 3, 1));
      assertThat(refused(new DataOptions(bad.toString(), Binarization.NONE, 0), Support.REAL_LINE))
          .hasMessageContaining("row 2, column 0 is ");
    }
  }

  @Test
  @DisplayName("rows beyond the limit are not looked at")
  void beyondLimit() {
    Path file = file("late.npy", NpyArray.of(new double[] {0, 7}, 2, 1));
    DataOptions options = new DataOptions(file.toString(), Binarization.NONE, 1);
    assertThat(load(options, Support.BINARY).train().size()).isEqualTo(1);
  }

  @Test
  @DisplayName("binarization wants probabilities, and a likelihood that allows 0 and 1")
  void binarization() {
    Path file = file("real.npy", NpyArray.of(new double[] {0.5, 2}, 1, 2));
    assertThat(refused(new DataOptions(file.toString(), Binarization.STATIC, 0), Support.REAL_LINE))
        .hasMessageContaining("takes values for probabilities");
    assertThat(
            refused(
                new DataOptions("synthetic", Binarization.THRESHOLD, 0),
                Support.density(new Interval(-1, 0.5))))
        .hasMessageContaining("from -1 to 0.5");
  }

  @Test
  @DisplayName("the synthetic set has a name, and a negative limit is a programming error")
  void synthetic() {
    assertThat(load("synthetic").train().size()).isEqualTo(2000);
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> new DataOptions("mnist", Binarization.NONE, -1)))
        .hasMessageContaining("-1");
  }
}
