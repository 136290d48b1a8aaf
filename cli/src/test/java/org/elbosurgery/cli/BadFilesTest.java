package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that users give and that are not what they should be: as {@link BadInputTest}. */
@DisplayName("A bad file")
final class BadFilesTest {

  @TempDir private Path folder;

  private List<String> refused(String... args) throws IOException {
    return Refusal.of(folder, args);
  }

  private String out() {
    return "--out=" + folder.resolve("out");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static byte[] idx(int magic, int images, int side, int present) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + present);
    buffer.putInt(magic).putInt(images).putInt(side).putInt(side);
    return buffer.array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  @DisplayName("data files: missing, truncated, too long, of a wrong magic number or of no kind")
  void damagedData() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("truncated.idx", idx(2051, 10, 4, 150));
    files.put("long.idx", idx(2051, 10, 4, 161));
    files.put("magic.idx", idx(2049, 10, 4, 160));
    files.put("huge.idx", idx(2051, Integer.MAX_VALUE, 30000, 160));
    files.put("negative.idx", idx(2051, -1, 4, 160));
    files.put("truncated.gz", Arrays.copyOf(gzip(idx(2051, 10, 4, 160)), 20));
    files.put("short.npy", new byte[] {(byte) 0x93, 'N', 'U', 'M'});
    files.put("damaged.npz", new byte[] {'P', 'K', 3, 4, 0, 0});
    files.put("text.txt", "no numbers\n".getBytes(StandardCharsets.UTF_8));
    files.put("empty", new byte[0]);
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Files.write(folder.resolve(each.getKey()), each.getValue());
      assertThat(refused("run", "--data=" + file(each.getKey()), out()))
          .singleElement()
          .asString()
          .contains(each.getKey());
    }
    assertThat(refused("run", "--data=" + file("none.idx") + "," + file("nor.npz"), out()))
        .hasSize(2)
        .anyMatch(line -> line.contains("none.idx"))
        .anyMatch(line -> line.contains("nor.npz"));
    assertThat(refused("run", "--data=" + folder, out())).hasSize(1);
  }

  private void write(String name, NpyArray array) {
    Npz.write(folder.resolve(name), Map.of("train", array));
  }

  @Test
  @DisplayName("finite data that single precision cannot square are no plugin's fault")
  void hugeValues() throws IOException {
    write("huge.npz", NpyArray.of(new float[] {1e30f, -2e30f, 3e30f, 1e30f}, 2, 2));
    Recorded recorded =
        Recorded.run(
            Elbo.standard(),
            RunFolders.smallRun(
                "--data=" + file("huge.npz"), "--limit=0", "--decoder=mlp:likelihood=gaussian"));
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.err())
        .singleElement()
        .asString()
        .contains("row 0 of the training data add up to 5.0e+60", "scale the data");
  }

  @Test
  @DisplayName("pixel values outside the likelihood's range, or none at all")
  void pixelValues() throws IOException {
    write("grey.npz", NpyArray.of(new float[] {0, 1, 0.5f, 255, 1, 0}, 3, 2));
    assertThat(refused("run", "--data=" + file("grey.npz"), out()))
        .singleElement()
        .asString()
        .contains("row 1, column 0 is 0.5", "values must be 0 or 1", "--binarize");
    write("nan.npz", NpyArray.of(new float[] {0, 1, Float.NaN, 1}, 2, 2));
    for (String decoder : List.of("mlp", "mlp:likelihood=gaussian")) {
      assertThat(refused("run", "--data=" + file("nan.npz"), "--decoder=" + decoder, out()))
          .singleElement()
          .asString()
          .contains("row 1, column 0 is NaN");
    }
    assertThat(refused("run", "--data=synthetic", "--limit=2001", out()))
        .singleElement()
        .asString()
        .contains("limit is 2001", "2000 rows");
  }

  @Test
  @DisplayName("a single sample of a single row, which has no standard error")
  void singleSample() throws IOException {
    String problem = "one sample of one row has no standard error; take samples 2 or more";
    assertThat(refused(RunFolders.smallRun("--limit=1", "--samples=1", out())))
        .containsExactly(problem);
    NpyArray zero = NpyArray.of(new float[1], 1, 1);
    assertThat(refused("decompose", codes("one.npz", zero, zero), "--samples=1"))
        .containsExactly(problem);
  }

  private String codes(String name, NpyArray mean, NpyArray logVariance) {
    Npz.write(folder.resolve(name), Map.of("mean", mean, "log_var", logVariance));
    return "--codes=" + file(name);
  }

  @Test
  @DisplayName(
      "codes: arrays of different shapes, missing, of no rows, or with values that are none")
  void badCodes() throws IOException {
    NpyArray good = NpyArray.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
    assertThat(refused("decompose", codes("a.npz", good, NpyArray.of(new float[6], 2, 3))))
        .singleElement()
        .asString()
        .contains("mean", "log_var", "[3, 2]", "[2, 3]");
    assertThat(refused("decompose", codes("b.npz", NpyArray.of(new float[6], 6), good))).hasSize(1);
    NpyArray nan = NpyArray.of(new float[] {0, 1, 2, 3, 4, Float.NaN}, 3, 2);
    assertThat(refused("decompose", codes("c.npz", nan, good)))
        .singleElement()
        .asString()
        .contains("mean is NaN in row 2");
    NpyArray infinite = NpyArray.of(new float[] {0, Float.POSITIVE_INFINITY, 2, 3, 4, 5}, 3, 2);
    assertThat(refused("decompose", codes("d.npz", good, infinite)))
        .singleElement()
        .asString()
        .contains("log-variance is Infinity in row 0");
    Npz.write(folder.resolve("e.npz"), Map.of("location", good, "scale", good));
    assertThat(refused("decompose", "--codes=" + file("e.npz")))
        .hasSize(2)
        .allMatch(line -> line.contains("e.npz has no array"));
    assertThat(refused("decompose", codes("f.npz", NpyArray.of(new float[0], 0, 2), good)))
        .hasSize(1);
  }

  @Test
  @DisplayName("decompose: all that is wrong with codes, prior, estimator and options, together")
  void badDecompose() throws IOException {
    assertThat(
            refused(
                "decompose",
                "--codes=" + file("none.npz"),
                "--prior=gausian",
                "--estimator=exakt",
                "--samples=0",
                "--threads=0"))
        .hasSize(5)
        .anyMatch(line -> line.contains("none.npz"))
        .anyMatch(line -> line.contains("did you mean gaussian?"))
        .anyMatch(line -> line.contains("did you mean exact?"))
        .anyMatch(line -> line.contains("samples: 0 is out of range"))
        .anyMatch(line -> line.contains("threads: 0 is out of range"));
    assertThat(refused("decompose"))
        .containsExactly("give folders of runs, comparisons or sweeps, or --codes FILE.npz");
    assertThat(refused("decompose", folder.toString()))
        .singleElement()
        .asString()
        .contains("no runs in " + folder);
    assertThat(refused("decompose", file("nowhere"))).hasSize(1);
    assertThat(refused("decompose", file("nowhere"), "--codes=" + file("none.npz")))
        .anyMatch(line -> line.contains("give either run folders or --codes FILE.npz"));
  }

  @Test
  @DisplayName("prior files: of other dimensions than the codes, or with weights that are none")
  void badPriorFile() throws IOException {
    NpyArray zeros = NpyArray.of(new float[6], 3, 2);
    String codes = codes("codes.npz", zeros, zeros);
    Npz.write(
        folder.resolve("other.npz"),
        Map.of(
            "log_weights", NpyArray.of(new double[1], 1),
            "mean", NpyArray.of(new double[3], 1, 3),
            "log_var", NpyArray.of(new double[3], 1, 3)));
    assertThat(refused("decompose", codes, "--prior-file=" + file("other.npz")))
        .containsExactly(
            "the codes have 2 dimensions, the prior has 3; give a prior of the codes' own model");
    Npz.write(
        folder.resolve("weights.npz"),
        Map.of(
            "log_weights", NpyArray.of(new double[2], 2),
            "mean", NpyArray.of(new double[4], 2, 2),
            "log_var", NpyArray.of(new double[4], 2, 2)));
    assertThat(refused("decompose", codes, "--prior-file=" + file("weights.npz")))
        .singleElement()
        .asString()
        .contains("weights.npz", "sum to 2.0, not to 1");
    assertThat(
            refused("decompose", codes, "--prior=gaussian", "--prior-file=" + file("weights.npz")))
        .contains("give --prior or --prior-file, not both");
  }
}
