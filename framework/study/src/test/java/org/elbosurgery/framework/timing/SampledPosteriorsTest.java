package org.elbosurgery.framework.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Posteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Synthetic codes of a benchmark")
final class SampledPosteriorsTest {

  private static final int SIZE = 4000;

  @ParameterizedTest
  @CsvSource({"2, 7.41", "10, 19.17", "20, 20.20"})
  @DisplayName("have about the average KL that Hoffman and Johnson (2016) publish")
  void averageKl(int dimensions, double published) {
    Posteriors posteriors = SampledPosteriors.synthetic(SIZE, dimensions, 1).posteriors();
    double sum = 0;
    for (int n = 0; n < SIZE; n++) {
      for (int j = 0; j < dimensions; j++) {
        double mean = posteriors.mean(n, j);
        double logVariance = posteriors.logVariance(n, j);
        sum += 0.5 * (mean * mean + Math.exp(logVariance) - logVariance - 1);
      }
    }
    assertThat(sum / SIZE).isCloseTo(published, within(0.1 * published));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName(
      "are the same for the same seed, and have one sample of each posterior near its mean")
  void seeded(int dimensions) {
    SampledPosteriors first = SampledPosteriors.synthetic(50, dimensions, 7);
    SampledPosteriors second = SampledPosteriors.synthetic(50, dimensions, 7);

    assertThat(first.samples()).hasSize(50 * dimensions).isEqualTo(second.samples());
    for (int i = 0; i < first.samples().length; i++) {
      int n = i / dimensions;
      int j = i % dimensions;
      double s = Math.exp(0.5 * first.posteriors().logVariance(n, j));
      assertThat(first.samples()[i]).isCloseTo(first.posteriors().mean(n, j), within(6 * s));
    }
  }
}
