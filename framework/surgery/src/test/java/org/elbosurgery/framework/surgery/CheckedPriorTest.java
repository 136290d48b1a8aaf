package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is said of a prior that answers wrongly, or not at all. */
final class CheckedPriorTest {

  private static void estimate(Distribution prior) {
    new ExactEstimator()
        .estimate(RandomPosteriors.hypercube(1, 2), prior, Budget.of(1, 2), RandomStream.of(1));
  }

  private static void assertFails(
      Distribution prior, ElboException.Category category, String message) {
    assertThatThrownBy(() -> estimate(prior))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(category))
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("a prior that answers with NaN, zero density or the wrong length is named")
  void badPriors() {
    assertFails(
        new FormulaPrior(2, z -> Double.NaN, Optional.empty()),
        ElboException.Category.PLUGIN,
        "logProb returned NaN");
    assertFails(
        new FormulaPrior(2, z -> Double.NEGATIVE_INFINITY, Optional.empty()),
        ElboException.Category.NUMERIC,
        "not finite");
    assertFails(
        new FormulaPrior(2, FormulaPrior::standardGaussian, Optional.of(Nd4j.zeros(3))),
        ElboException.Category.PLUGIN,
        "crossEntropy returned [3] for 4 rows");
  }

  @Test
  @DisplayName("an infinite closed form is a numerical failure: the average KL is no number")
  void infiniteCrossEntropy() {
    INDArray entropies = Nd4j.createFromArray(new double[] {1, 1, Double.POSITIVE_INFINITY, 1});
    assertFails(
        new FormulaPrior(2, FormulaPrior::standardGaussian, Optional.of(entropies)),
        ElboException.Category.NUMERIC,
        "crossEntropy is Infinity in row 2");
  }

  /** A prior whose every answer is an exception. */
  private record Failing(RuntimeException failure, boolean closedForm) implements Distribution {

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public INDArray logProb(INDArray z) {
      throw failure;
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      throw failure;
    }

    @Override
    public Optional<INDArray> crossEntropy(Posteriors posteriors) {
      if (closedForm) {
        throw failure;
      }
      return Optional.empty();
    }
  }

  @Test
  @DisplayName("what a prior throws is its plugin's error, with its class, its jar and the call")
  void priorThrows() {
    RuntimeException failure = new IllegalStateException("no graph");
    String name = "distribution " + Failing.class.getName() + " in " + Origin.of(Failing.class);
    assertFails(
        new Failing(failure, false),
        ElboException.Category.PLUGIN,
        name + ": logProb failed at CheckedPriorTest.java:");
    assertFails(
        new Failing(failure, true), ElboException.Category.PLUGIN, name + ": crossEntropy failed");
  }

  /** A prior that returns null. */
  private record Silent(int dimensions) implements Distribution {

    @Override
    public INDArray logProb(INDArray z) {
      return null;
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return null;
    }
  }

  @Test
  @DisplayName("null is no answer of a prior")
  void priorReturnsNull() {
    assertFails(new Silent(2), ElboException.Category.PLUGIN, "logProb returned null");
  }

  @Test
  @DisplayName("a prior that is cancelled cancels")
  void priorIsCancelled() {
    Distribution prior = new Failing(new CancellationException("interrupted"), false);
    assertThatThrownBy(() -> estimate(prior)).isInstanceOf(CancellationException.class);
  }
}
