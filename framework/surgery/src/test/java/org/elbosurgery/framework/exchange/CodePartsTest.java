package org.elbosurgery.framework.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Codes in several files")
final class CodePartsTest {

  private static final int N = 10;
  private static final int D = 3;

  @TempDir private Path temporary;

  private final float[] mean = RandomStream.of(1).gaussians(N * D);
  private final float[] logVariance = RandomStream.of(2).gaussians(N * D);
  private final float[] reconstruction = RandomStream.of(3).gaussians(N * 2);
  private final long[] labels = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("codes"));
  }

  /** Returns the arrays of some rows. */
  private Map<String, NpyArray> rows(int from, int to) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    float[] means = Arrays.copyOfRange(mean, from * D, to * D);
    float[] logVariances = Arrays.copyOfRange(logVariance, from * D, to * D);
    float[] values = Arrays.copyOfRange(reconstruction, from * 2, to * 2);
    arrays.put("mean", NpyArray.of(means, to - from, D));
    arrays.put("log_var", NpyArray.of(logVariances, to - from, D));
    arrays.put("reconstruction", NpyArray.of(values, to - from, 2));
    arrays.put("labels", NpyArray.of(Arrays.copyOfRange(labels, from, to), to - from));
    return arrays;
  }

  private Path part(int number) {
    return folder.resolve("part-%05d.npz".formatted(number));
  }

  /** Writes parts of 4, 5 and 1 rows. */
  private void writeParts() {
    Npz.write(part(0), rows(0, 4));
    Npz.write(part(1), rows(4, 9));
    Npz.write(part(2), rows(9, 10));
  }

  private List<String> problems() {
    ElboException e = catchThrowableOfType(ElboException.class, () -> ModelCodesFile.read(folder));
    assertThat(e).isNotNull();
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    return e.problems();
  }

  private void assertAll(ModelCodes codes) {
    RowCodes train = codes.train();
    Posteriors posteriors = train.posteriors();
    assertThat(posteriors.size()).isEqualTo(N);
    assertThat(posteriors.means().data().asFloat()).containsExactly(mean);
    assertThat(posteriors.logVariances().data().asFloat()).containsExactly(logVariance);
    for (int n = 0; n < N; n++) {
      assertThat(train.labels().orElseThrow().word(n)).isEqualTo(String.valueOf(labels[n]));
    }
    Path whole = temporary.resolve("whole.npz");
    Npz.write(whole, rows(0, N));
    RowReconstruction expected = ModelCodesFile.read(whole).train().reconstruction().orElseThrow();
    assertThat(train.reconstruction().orElseThrow().mean()).isEqualTo(expected.mean());
    assertThat(train.reconstruction().orElseThrow().points()).containsExactly(expected.points());
    assertThat(codes.test()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("are those of one file, in memory and in their files")
  void parts(Residence residence) {
    writeParts();
    assertAll(ModelCodesFile.read(folder, CodeParts.of(folder), residence));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("may be a folder with a .npy file for each array")
  void arrays(Residence residence) {
    rows(0, N).forEach((name, array) -> AtomicFile.write(folder.resolve(name + ".npy"), array));
    assertAll(ModelCodesFile.read(folder, CodeParts.of(folder), residence));
  }

  @Test
  @DisplayName("are read where parts meet, many rows at once")
  void joined() {
    writeParts();
    List<Posteriors> parts = CodeParts.of(folder).stream().map(PosteriorsFile::read).toList();
    JoinedRows rows = JoinedRows.of(parts);
    for (int from = 0; from < N; from++) {
      for (int to = from + 1; to <= N; to++) {
        double[] means = new double[(to - from) * D];
        double[] logVariances = new double[means.length];
        rows.read(from, to, means, logVariances);
        for (int i = 0; i < means.length; i++) {
          assertThat(means[i]).isEqualTo(mean[from * D + i]);
          assertThat(logVariances[i]).isEqualTo(logVariance[from * D + i]);
        }
      }
    }
  }

  @Test
  @DisplayName("have a digest that changes with a byte of any, and with a name")
  void digests() throws IOException {
    writeParts();
    String digest = CodeParts.sha256(folder);
    assertThat(CodeParts.sha256(folder)).isEqualTo(digest).hasSize(64);
    Files.move(part(2), folder.resolve("part-2.npz"));
    assertThat(CodeParts.sha256(folder)).isNotEqualTo(digest);
    Npz.write(part(1), rows(0, 5));
    assertThat(CodeParts.sha256(folder)).isNotEqualTo(digest);
  }

  @Test
  @DisplayName("are refused without codes, with a part that is missing, or twice there")
  void files() throws IOException {
    assertThat(problems())
        .containsExactly(
            folder
                + " is a folder without codes; it may have part-00000.npz, part-00001.npz and so"
                + " on, or mean.npy and log_var.npy");
    writeParts();
    Files.delete(part(1));
    assertThat(problems())
        .containsExactly(
            folder
                + ": part-00001.npz is missing; parts are numbered from 0, without a gap, to"
                + " part-00002.npz");
    Npz.write(part(1), rows(4, 9));
    Npz.write(folder.resolve("part-1.npz"), rows(4, 9));
    assertThat(problems())
        .containsExactly(
            folder + ": part-00001.npz and part-1.npz are the same part; keep one of them");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("name the file and the row of a value that is not finite")
  void notFinite(Residence residence) {
    mean[7 * D + 2] = Float.NaN;
    writeParts();
    ElboException e =
        catchThrowableOfType(
            ElboException.class,
            () -> ModelCodesFile.read(folder, CodeParts.of(folder), residence));
    assertThat(e.problems()).containsExactly(part(1) + ": mean is NaN in row 3, dimension 2");
  }

  @Test
  @DisplayName("are of one model: as many dimensions, as many samples, labels in all or none")
  void different() {
    writeParts();
    Map<String, NpyArray> other = rows(4, 9);
    other.put("mean", NpyArray.of(new float[10], 5, 2));
    other.put("log_var", NpyArray.of(new float[10], 5, 2));
    other.put("reconstruction", NpyArray.of(new float[15], 5, 3));
    other.remove("labels");
    Npz.write(part(1), other);
    assertThat(problems())
        .containsExactly(
            folder
                + ": the codes of part-00000.npz have 3 dimensions, those of part-00001.npz 2; give"
                + " codes of one model",
            folder
                + ": the reconstruction of part-00000.npz has 2 samples of each row, that of"
                + " part-00001.npz 3; give as many",
            folder
                + ": part-00000.npz has labels, part-00001.npz has none; give them in every part,"
                + " or in none");
  }
}
