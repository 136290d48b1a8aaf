package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Origin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

@DisplayName("An estimator is checked")
final class CheckedEstimatorTest {

  private static final Estimate ZERO = Estimate.exact(0);

  /** Answers what a test wants. */
  private record Scripted(Supplier<Decomposition> answer) implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return answer.get();
    }
  }

  /** Answers what a test wants, as bounds. */
  private record Lower(Supplier<Decomposition> answer) implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return answer.get();
    }

    @Override
    public InformationBound informationBound() {
      return InformationBound.LOWER;
    }
  }

  private static Decomposition terms(Estimate residual, Optional<PointValues> points) {
    return new Decomposition(ZERO, ZERO, ZERO, residual, Map.of(), points);
  }

  private static String fault(Supplier<Decomposition> answer) {
    CheckedEstimator checked = new CheckedEstimator(new Scripted(answer));
    ElboException e = catchThrowableOfType(ElboException.class, () -> checked.tryOut(2));
    assertThat(e.category()).isEqualTo(ElboException.Category.PLUGIN);
    String name = Scripted.class.getName() + " in " + Origin.of(Scripted.class);
    assertThat(e.getMessage()).startsWith("estimator " + name + ": estimate ");
    return e.getMessage().substring(e.getMessage().indexOf(": estimate ") + 2);
  }

  @Test
  @DisplayName("and a sound one passes")
  void passes() {
    assertThatCode(() -> new CheckedEstimator(new ExactEstimator()).tryOut(3))
        .doesNotThrowAnyException();
  }

  /** A Gaussian whose normaliser is claimed to be estimated. */
  private record Estimated(double logNormalizerError) implements Distribution {

    private static final Distribution KNOWN = DiagonalGaussianMixture.standard(2);

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public INDArray logProb(INDArray z) {
      return KNOWN.logProb(z);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return KNOWN.sample(n, random);
    }

    @Override
    public Optional<INDArray> crossEntropy(Posteriors posteriors) {
      return KNOWN.crossEntropy(posteriors);
    }
  }

  private static Decomposition decomposed(double logNormalizerError) {
    Posteriors posteriors = new Posteriors(3, 2, RandomStream.of(2).gaussians(6), new float[6]);
    return new CheckedEstimator(new ExactEstimator())
        .estimate(
            posteriors, new Estimated(logNormalizerError), Budget.of(4, 1), RandomStream.of(1));
  }

  @Test
  @DisplayName("and given the error of an estimated normaliser, which cancels in the residual")
  void normalizer() {
    Decomposition known = decomposed(0);
    Decomposition estimated = decomposed(0.25);
    assertThat(known.averageKl().isExact()).isTrue();
    assertThat(estimated.averageKl()).isEqualTo(new Estimate(known.averageKl().mean(), 0.25, 1));
    assertThat(estimated.marginalKl()).isEqualTo(known.marginalKl().widened(0.25));
    assertThat(estimated.mutualInformation()).isEqualTo(known.mutualInformation());
    assertThat(estimated.residual()).isEqualTo(known.residual());
    assertThat(estimated.routes()).isEqualTo(known.routes());
    for (double wrong : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> decomposed(wrong))
          .isInstanceOf(ElboException.class)
          .hasMessageContaining("logNormalizerError returned " + wrong);
    }
  }

  @Test
  @DisplayName("for what it throws, NaN in an estimate included")
  void throwing() {
    assertThat(
            fault(
                () -> {
                  throw new IllegalStateException("lost");
                }))
        .matches(
            "estimate failed at CheckedEstimatorTest.java:\\d+: java.lang.IllegalStateException:"
                + " lost");
    assertThat(fault(() -> terms(new Estimate(Double.NaN, 0, 1), Optional.empty())))
        .startsWith("estimate failed at CheckedEstimatorTest.java:")
        .contains(": java.lang.IllegalArgumentException: an estimate is finite");
    assertThat(
            fault(
                () -> {
                  throw new AbstractMethodError("estimate");
                }))
        .endsWith("; was it built against another version of elbo-api?");
  }

  @Test
  @DisplayName("for what it leaves out")
  @SuppressWarnings("NullOptional") // just what must not be
  void missing() {
    assertThat(fault(() -> null)).isEqualTo("estimate returned null");
    assertThat(fault(() -> terms(null, Optional.empty())))
        .isEqualTo("estimate returned null for an estimate");
    assertThat(fault(() -> terms(ZERO, null))).isEqualTo("estimate returned null for an estimate");
  }

  @Test
  @DisplayName("for values per data point that are not finite or not of the data")
  void points() {
    double[] four = {0, 0, Double.NaN, 0};
    assertThat(fault(() -> terms(ZERO, Optional.of(new PointValues(four, four, four)))))
        .isEqualTo("estimate returned values per data point that are not finite numbers");
    double[] two = new double[2];
    assertThat(fault(() -> terms(ZERO, Optional.of(new PointValues(two, two, two)))))
        .isEqualTo("estimate returned values for 2 points; there are 4");
    int[] rows = {1, 4};
    assertThat(fault(() -> terms(ZERO, Optional.of(new PointValues(rows, two, two, two)))))
        .isEqualTo("estimate returned a value for row number 4, counted from 0; there are 4");
  }

  private static Estimate estimate(double mean) {
    return new Estimate(mean, 0.01, 100);
  }

  private static Decomposition terms(double average, double marginal, double residual) {
    return new Decomposition(
        estimate(average),
        estimate(1),
        estimate(marginal),
        estimate(residual),
        Map.of(),
        Optional.empty());
  }

  @Test
  @DisplayName("for terms that contradict each other and do not say so in the residual")
  void contradiction() {
    String refusal =
        "estimate returned terms that contradict average KL = mutual information + marginal KL +"
            + " residual: average KL ";
    // ten errors of four estimates of +- 0.01 are 0.2
    assertThat(fault(() -> terms(3.21, 2, 0)))
        .isEqualTo(refusal + "3.21, mutual information 1.0, marginal KL 2.0, residual 0.0");
    assertThat(fault(() -> terms(2.79, 2, 0))).startsWith(refusal + "2.79, ");
    assertThat(fault(() -> terms(3.21, 2, -0.5))).startsWith(refusal + "3.21, ");
    assertThatCode(() -> new CheckedEstimator(new Scripted(() -> terms(3.19, 2, 0))).tryOut(2))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("for bounds that do, too; what bounds leave, the residual says")
  void bounds() {
    assertThatCode(() -> new CheckedEstimator(new Lower(() -> terms(4, 2, 1))).tryOut(2))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new CheckedEstimator(new Lower(() -> terms(4, 2, 0))).tryOut(2))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining(Lower.class.getName())
        .hasMessageContaining("contradict");
  }

  @Test
  @DisplayName("but what it has against so few codes is not held against it before a run")
  void refusesFewCodes() {
    Estimator choosy =
        new Scripted(
            () -> {
              throw ElboException.user("give at least 100 codes");
            });
    assertThatCode(() -> new CheckedEstimator(choosy).tryOut(2)).doesNotThrowAnyException();
  }
}
