package org.elbosurgery.framework.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.kernel.Kernel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The timing of a posterior")
final class PosteriorTimingTest {

  @Test
  @DisplayName("counts pairs, and tells what N = S = 60000 takes")
  void rates() {
    PosteriorTiming timing =
        new PosteriorTiming(new PosteriorCase(20, 6000), 2, new Timing(40, 50), 3e-6);

    // 3.6e7 pairs in 0.04 s; 3.6e9 pairs at that rate.
    assertThat(timing.pairsPerSecond()).isCloseTo(9e8, within(1.0));
    assertThat(timing.fullSeconds()).isCloseTo(4, within(1e-12));
    assertThat(Json.line(timing.json()))
        .isEqualTo(
            "{\"case\":\"posterior\",\"prior\":null,\"encoder\":null,\"decoder\":null,"
                + "\"latent\":20,\"batch\":null,\"threads\":2,"
                + "\"medianMs\":40.0,\"meanMs\":50.0,\"pairsPerSecond\":9.0E8,"
                + "\"fullSeconds\":4.0,\"maxError\":3.0E-6}");
  }

  @Test
  @DisplayName("measures its error: none in double precision, some in single")
  void error() {
    SampledPosteriors codes = SampledPosteriors.synthetic(700, 5, 1);
    PosteriorJob exact = new PosteriorJob(codes, Kernel.DOUBLE, 1);
    PosteriorJob single = new PosteriorJob(codes, Kernel.SCALAR, 1);

    assertThatThrownBy(exact::maxError).isInstanceOf(IllegalStateException.class);
    assertThat(exact.turn()).hasSize(1);
    assertThat(exact.maxError()).isLessThan(1e-9);
    single.turn();
    assertThat(single.maxError()).isBetween(1e-9, 1e-4);
  }
}
