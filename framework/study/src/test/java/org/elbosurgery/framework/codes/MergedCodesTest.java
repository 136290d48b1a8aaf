package org.elbosurgery.framework.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.PartialSums;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder with the partial sums of codes")
final class MergedCodesTest {

  @TempDir private Path folder;

  /** Sums over two parts for three samples; a share of many has no parts. */
  private static CodesSums sums(int number, int count, String codes, long seed, int points) {
    return sums(number, count, codes, seed, points, "scalar");
  }

  private static CodesSums sums(
      int number, int count, String codes, long seed, int points, String kernel) {
    double[] values = {number, 0.5, -2};
    List<MixingSums> sums =
        List.of(
            new MixingSums(values, new double[3]),
            new MixingSums(new double[3], new double[] {0.5, 0, 3}));
    PartialSums train = new PartialSums(new Share(number, count), points, kernel, sums);
    PartialSums test = new PartialSums(new Share(number, count), points, kernel, List.of());
    return new CodesSums(codes, seed, "1.0", Map.of(Split.TRAIN, train, Split.TEST, test));
  }

  @BeforeEach
  void write() {
    for (int number = 1; number <= 3; number++) {
      sums(number, 3, "abc", 7, 1000).write(folder);
    }
  }

  private MergedCodes read() {
    return MergedCodes.read(folder, "abc", 7, "1.0");
  }

  private AbstractThrowableAssert<?, ?> refused() {
    return assertThatThrownBy(this::read).isInstanceOf(ElboException.class);
  }

  private Path file(int number) {
    return folder.resolve("part-0000" + number + "-of-00003.safetensors");
  }

  @Test
  @DisplayName("is read as it was written, bit for bit")
  void reads() {
    MergedCodes merged = read();
    assertThat(merged.of(Split.TRAIN))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                sums(1, 3, "abc", 7, 1000).sums().get(Split.TRAIN),
                sums(2, 3, "abc", 7, 1000).sums().get(Split.TRAIN),
                sums(3, 3, "abc", 7, 1000).sums().get(Split.TRAIN)));
    assertThat(merged.of(Split.TEST)).allMatch(of -> of.sums().isEmpty());
  }

  @Test
  @DisplayName("that lacks shares is refused, and says which")
  void missing() throws IOException {
    Files.delete(file(2));
    refused()
        .hasMessage(folder + ": 1 of 3 shares are missing, such as 2/3; make it with --part 2/3");
  }

  @Test
  @DisplayName("with a share twice is refused, and says where")
  void twice() throws IOException {
    Path copy = folder.resolve("copy.safetensors");
    Files.copy(file(1), copy);
    refused().hasMessage(copy + " and " + file(1) + " are both share 1/3; delete one of them");
  }

  @Test
  @DisplayName("with sums of other codes, another seed or other samples is refused, and says where")
  void foreign() {
    sums(1, 3, "def", 7, 1000).write(folder);
    sums(2, 3, "abc", 8, 1500).write(folder);
    refused()
        .hasMessageContaining(file(1) + ": the SHA-256 of its codes is def, not abc")
        .hasMessageContaining(file(2) + ": the seed is 8, not 7")
        .hasMessageContaining(file(2) + ": the number of data points of train is 1500, not 1000");
    sums(1, 3, "abc", 7, 1000).write(folder);
    sums(2, 3, "abc", 7, 1000, "double").write(folder);
    refused().hasMessageContaining(file(2) + ": the kernel of train is double, not scalar");
    assertThatThrownBy(() -> MergedCodes.read(folder, "abc", 7, "2.0"))
        .hasMessageContaining(file(3) + ": the version of elbo is 1.0, not 2.0");
  }

  @Test
  @DisplayName("with numbers that have changed, or are none, is refused")
  void damaged() throws IOException {
    byte[] content = Files.readAllBytes(file(1));
    content[content.length - 1] ^= 1;
    Files.write(file(1), content);
    refused().hasMessage(file(1) + " is damaged: its arrays are not those that were written");
    PartialSums nan =
        new PartialSums(
            new Share(1, 3),
            1000,
            "scalar",
            List.of(new MixingSums(new double[] {Double.NaN}, new double[1])));
    new CodesSums("abc", 7, "1.0", Map.of(Split.TRAIN, nan)).write(folder);
    refused().hasMessageStartingWith(file(1) + " is damaged: train.log_sum has NaN or infinity");
  }

  @Test
  @DisplayName("without such files, or with other ones, says what makes them")
  void others() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> MergedCodes.read(empty, "abc", 7, "1.0"))
        .hasMessage(empty + " has no .safetensors files; elbo decompose --part writes them there");
    Files.write(file(1), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    refused().hasMessage(file(1) + " has no partial sums; elbo decompose --part makes such files");
  }
}
