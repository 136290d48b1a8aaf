package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Blocks of samples")
final class PosteriorBlocksTest {

  /** About 2^20 values; from d = 257 on 4096 samples instead; never more than 2^24 values. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1048576",
    "2, 20, 26214",
    "2, 256, 2048",
    "2, 1024, 2048",
    "2, 8192, 1024",
    "1000, 4096, 4",
    "4096, 4096, 1",
    "700000, 2, 1"
  })
  @DisplayName("a block of rows has work for several threads, and a bound")
  void rowsPerBlock(int perPoint, int dimensions, int rows) {
    assertThat(PosteriorBlocks.rowsPerBlock(perPoint, dimensions)).isEqualTo(rows);
  }

  /** 70 samples of 2000 posteriors in 16 dimensions are 2240000 values: 936, 936 and 128 rows. */
  @Test
  @DisplayName("together are the samples of all posteriors, each beside the number of its own")
  void together() {
    Posteriors posteriors = new Posteriors(2000, 16, new float[32_000], new float[32_000]);
    PosteriorBlocks blocks = PosteriorBlocks.enough(posteriors, 70, RandomStream.of(1));
    DoubleStream.Builder z = DoubleStream.builder();
    List<Integer> ends = new ArrayList<>();
    for (PosteriorBlocks.Block block : blocks) {
      DoubleStream.of(block.z()).forEach(z);
      ends.add(block.to());
      assertThat(block.origins()).hasSize((block.to() - block.from()) * 70);
      assertThat(block.origins()[block.first(block.to() - 1)]).isEqualTo(block.to() - 1);
      assertThat(block.origins()[block.first(block.to() - 1) - 1]).isEqualTo(block.to() - 2);
    }

    assertThat(ends).containsExactly(936, 1872, 2000);
    assertThat(z.build().toArray())
        .isEqualTo(new PosteriorSamples(posteriors, 70, RandomStream.of(1)).of(0, 2000));
  }

  @Test
  @DisplayName("tell of their progress as a part of the whole")
  void progress() {
    Posteriors posteriors = new Posteriors(2000, 16, new float[32_000], new float[32_000]);
    List<String> told = new ArrayList<>();
    for (PosteriorBlocks.Block block : PosteriorBlocks.enough(posteriors, 70, RandomStream.of(1))) {
      block.progress((done, total) -> told.add(done + " of " + total)).progress(1, 7);
    }
    assertThat(told).containsExactly("1 of 140000", "65521 of 140000", "131041 of 140000");
  }

  @Test
  @DisplayName("have more samples of few posteriors, as far as those of one can be held")
  void enough() {
    RandomStream random = RandomStream.of(1);
    assertThat(
            PosteriorBlocks.enough(RandomPosteriors.hypercube(1, 2), 2, random).samplesPerPoint())
        .isEqualTo(501);
    int d = 1 << 20;
    Posteriors large = new Posteriors(1, d, new float[d], new float[d]);
    assertThat(PosteriorBlocks.enough(large, 2, random).samplesPerPoint()).isEqualTo(16);
    assertThatThrownBy(() -> PosteriorBlocks.enough(large, 17, random))
        .isInstanceOf(ElboException.class)
        .hasMessageEndingWith("take samples 16 or fewer");
  }

  @Test
  @DisplayName("of single samples are larger")
  void single() {
    int n = (1 << 20) + 1;
    Posteriors posteriors = new Posteriors(n, 1, new float[n], new float[n]);
    RandomStream random = RandomStream.of(1);
    assertThat(PosteriorBlocks.enough(posteriors, 1, random)).hasSize(2);
    assertThat(PosteriorBlocks.single(posteriors, random)).hasSize(1);
  }
}
