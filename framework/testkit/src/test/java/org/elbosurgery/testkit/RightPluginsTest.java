package org.elbosurgery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.contract.Candidate;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A plugin that is right, though hard to examine, keeps its contract:")
final class RightPluginsTest {

  private static <T> void keeps(Contract<T> contract, Candidate<T> candidate) {
    assertThat(contract.verify(candidate).outcomes(ProgressListener.NONE))
        .filteredOn(Outcome::isFault)
        .extracting(outcome -> outcome.rule().number() + ": " + outcome.message())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  @DisplayName("a prior,")
  void priors(Class<? extends Prior> prior, String options) {
    keeps(Contract.prior(), Candidate.<Prior>of(prior).withBase(options));
  }

  static Stream<Arguments> priors() {
    return Stream.of(
        arguments(RightPriors.Narrow.class, ""),
        arguments(RightPriors.Narrow.class, "scale=0.02"),
        arguments(RightPriors.Narrow.class, "scale=0.001"),
        arguments(RightPriors.Coupling.class, "sharpness=3"),
        arguments(TrainedOtherwise.RightRows.class, ""),
        arguments(EstimatedNormalizers.RightAccepted.class, ""));
  }

  @Test
  @DisplayName("an estimator that declares its bound")
  void lowerBound() {
    keeps(Contract.estimator(), Candidate.<Estimator>of(RightEstimators.MinibatchBound.class));
  }
}
