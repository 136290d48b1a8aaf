package org.elbosurgery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.contract.Candidate;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A plugin with one mistake breaks one rule, with a message that says what is wrong:")
final class MutantsTest {

  private static <T> void breaks(
      Contract<T> contract, Class<? extends T> mutant, String number, String words) {
    List<Outcome> failures =
        contract.verify(Candidate.<T>of(mutant)).outcomes(ProgressListener.NONE).stream()
            .filter(Outcome::isFault)
            .toList();

    assertThat(failures)
        .as("%s", failures)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.rule().number()).isEqualTo(number);
              assertThat(failure.message())
                  .contains(words.split("\\|", -1))
                  .doesNotContain("NullPointerException");
            });
  }

  @ParameterizedTest(name = "{0} breaks {1}")
  @MethodSource
  @DisplayName("of a prior,")
  void priors(Class<? extends Prior> mutant, String number, String words) {
    breaks(Contract.prior(), mutant, number, words);
  }

  static Stream<Arguments> priors() {
    return Stream.of(
        arguments(WrongPriors.Undescribed.class, "1.1", "components|needs an @Option"),
        arguments(WrongPriors.Unlisted.class, "1.3", "add the line|services|Unlisted"),
        arguments(
            WrongPriors.Untried.class,
            "2.1",
            "elbo check prior wrong-untried:word=VALUE|List.of(\"word=VALUE\")"),
        arguments(WrongPriors.Credulous.class, "2.3", "components=-1|refuse it|NegativeArraySize"),
        arguments(WrongPriors.Summing.class, "3.1", "has shape []|must have [1]|one number a row"),
        arguments(WrongPriors.Throwing.class, "3.1", "logProb failed|not yet|WrongPriors$Throwing"),
        arguments(WrongPriors.Null.class, "3.1", "logProb returned null|WrongPriors$Null"),
        arguments(WrongPriors.BatchSumming.class, "3.2", "alone|in a batch of 5|must not mix"),
        arguments(WrongPriors.Underflowing.class, "3.3", "in single precision|= 1000 is -Infinity"),
        arguments(WrongPriors.LeakyNames.class, "3.4", "clashes|log-prob|name no operation"),
        arguments(WrongPriors.Unscoped.class, "3.4", "clashes|nothing|by the scope alone"),
        arguments(WrongPriors.Stopped.class, "3.6", "prior/mean|central differences"),
        arguments(WrongPriors.OtherCrossEntropy.class, "3.7", "quadrature|different distributions"),
        arguments(WrongPriors.CrossEntropyOfThePlane.class, "3.7", "in 3 dimensions|different"),
        arguments(WrongPriors.Drawing.class, "3.8", "logProb|draws random numbers or keeps state"),
        arguments(TrainedOtherwise.Tilted.class, "3.9", "of no training row|the same for all"),
        arguments(EstimatedNormalizers.LeaningTraining.class, "3.9", "the same for all codes"),
        arguments(EstimatedNormalizers.LeaningStates.class, "3.9", "the same for all codes"),
        arguments(TrainedOtherwise.NothingOut.class, "3.10", "leaves nothing out"),
        arguments(TrainedOtherwise.AnotherOut.class, "3.10", "own component is to be left out"),
        arguments(
            WrongDensities.DeviationAsVariance.class, "4.2", "in the graph|standard deviation"),
        arguments(EstimatedNormalizers.OtherSlope.class, "4.2", "the states that agree best"),
        arguments(WrongDensities.Unnormalised.class, "4.3", "integrates to 2.50663|0.91894 nats"),
        arguments(
            WrongDensities.EstimatedConstant.class, "4.3", "1.01005|estimated needs more samples"),
        arguments(WrongDensities.WrongDeterminant.class, "4.3", "over the line|p(z) is too great"),
        arguments(EstimatedNormalizers.Uncertain.class, "4.3", "take more samples in freeze"),
        arguments(
            EstimatedNormalizers.ForgottenNormalizer.class,
            "4.3",
            "integrates to 0.5|is understated|another constant is missing"),
        arguments(
            WrongDensities.ConstantOfThePlane.class,
            "4.4",
            "5 dimensions|not to 1|missing or doubled"),
        arguments(WrongDensities.FollowsTraining.class, "4.5", "copy their values in freeze"),
        arguments(
            WrongPriors.OtherFrozenCrossEntropy.class, "4.9", "of the frozen density|different"),
        arguments(WrongFits.HalfWay.class, "4.10", "maximumLikelihood|mean logProb"),
        arguments(WrongFits.OtherName.class, "4.10", "gave no value of prior/mean"),
        arguments(WrongFits.Apart.class, "4.11", "bestGaussian|is no Gaussian"),
        arguments(WrongFits.OtherSide.class, "4.11", "bestGaussian|those for other points"),
        arguments(WrongFits.OneMore.class, "4.12", "OneMore[components=3] declares|[3, "),
        arguments(WrongFits.Forgetful.class, "4.12", "Forgetful[memory=0] declares|prior/memory"),
        arguments(WrongFits.Wider.class, "4.12", "of another family of densities"),
        arguments(
            EstimatedNormalizers.FrozenProposals.class, "4.13", "always the same|from the stream"),
        arguments(EstimatedNormalizers.Understated.class, "4.13", "over 8 streams|understated"),
        arguments(WrongDensities.Transposed.class, "5.1", "has shape [1, 2]|must have [2, 1]"),
        arguments(WrongDensities.FirstComponents.class, "5.2", "do not fit logProb on the line"),
        arguments(WrongDensities.Factorised.class, "5.3", "do not fit logProb on the plane"),
        arguments(WrongPriors.GlobalStart.class, "6.1", "prior/mean|scope.random()"),
        arguments(WrongDensities.GlobalRandom.class, "6.2", "global generator"));
  }

  @ParameterizedTest(name = "{0} breaks {1}")
  @MethodSource
  @DisplayName("of an encoder,")
  void encoders(Class<? extends Encoder> mutant, String number, String words) {
    breaks(Contract.encoder(), mutant, number, words);
  }

  static Stream<Arguments> encoders() {
    return Stream.of(
        arguments(WrongNetworks.BatchNormalising.class, "3.2", "encode|must not mix"),
        arguments(WrongNetworks.FreshWeights.class, "3.3", "encoder/weights1|in bind"),
        arguments(WrongNetworks.Overflowing.class, "3.7", "Infinity|of size 1000"),
        arguments(WrongNetworks.Drawing.class, "3.8", "encode|draws random numbers"),
        arguments(WrongNetworks.GlobalStart.class, "4.1", "encoder/shift|scope.random()"));
  }

  @ParameterizedTest(name = "{0} breaks {1}")
  @MethodSource
  @DisplayName("of a decoder,")
  void decoders(Class<? extends Decoder> mutant, String number, String words) {
    breaks(Contract.decoder(), mutant, number, words);
  }

  static Stream<Arguments> decoders() {
    return Stream.of(
        arguments(WrongNetworks.RoundsToZero.class, "3.6", "logProb|1000"),
        arguments(WrongNetworks.DrawingDecoder.class, "3.7", "logProb|draws random numbers"),
        arguments(WrongNetworks.SquaredError.class, "4.1", "2.50663|a constant is missing"),
        arguments(WrongNetworks.GreyBernoulli.class, "4.1", "integrates to|spacing=0.0"),
        arguments(WrongNetworks.OpenEnds.class, "4.1", "sums to|a constant is missing"),
        arguments(
            WrongNetworks.Uncombined.class, "4.1", "sums to|range=Interval[low=0.0, high=Inf"),
        arguments(WrongNetworks.MeanOfLogits.class, "4.2", "not in the range of the support"),
        arguments(WrongNetworks.SharpenedMean.class, "4.3", "the mean of exp(logProb) is"),
        arguments(WrongNetworks.ParameterForMean.class, "4.3", "the mean of exp(logProb) is"),
        arguments(WrongSamplers.MeanForSample.class, "5.1", "sample gives|not in the support"),
        arguments(WrongSamplers.Transposed.class, "5.1", "must have [1, 4], one row a code"),
        arguments(WrongSamplers.DoubledScale.class, "5.2", "do not follow logProb"),
        arguments(WrongSamplers.NextRow.class, "5.2", "do not follow logProb"),
        arguments(WrongSamplers.ReversedRow.class, "5.3", "its own code and place in the row"),
        arguments(WrongSamplers.GlobalRandom.class, "6.2", "from the stream alone"));
  }

  @ParameterizedTest(name = "{0} breaks {1}")
  @MethodSource
  @DisplayName("of an estimator,")
  void estimators(Class<? extends Estimator> mutant, String number, String words) {
    breaks(Contract.estimator(), mutant, number, words);
  }

  static Stream<Arguments> estimators() {
    return Stream.of(
        arguments(WrongEstimators.BySubtraction.class, "3.3", "above log N = 2.77"),
        arguments(WrongEstimators.NothingLeft.class, "3.4", "contradict each other|residual"),
        arguments(WrongEstimators.RefusesWithoutNumbers.class, "3.8", "without naming both"),
        arguments(WrongEstimators.SumsForPoints.class, "3.10", "values per data point average"),
        arguments(WrongEstimators.MonitorOfPoints.class, "3.10", "differences|leave them out"),
        arguments(WrongEstimators.Minibatch.class, "3.11", "2048 posteriors|it is 7.268303"),
        arguments(WrongEstimators.OtherSide.class, "3.11", "it is 7.268303|gives upper bounds"),
        arguments(WrongEstimators.ClippedSubtraction.class, "3.12", "zero by construction"),
        arguments(WrongEstimators.TooCertain.class, "4.1", "of 200|standard error is too small"),
        arguments(WrongEstimators.GlobalRandom.class, "5.1", "second call with the same stream"),
        arguments(WrongEstimators.ThreadDependent.class, "5.2", "threads for one changes"));
  }
}
