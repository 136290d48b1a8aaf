package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.NumberedRows;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Comparison;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A prior is trained by its training density, with the rows and the noise that it asks for. */
final class TrainingLogProbTest {

  private static final Rows ROWS = TinyModel.rows(5);
  private static final RandomStream RANDOM = RandomStream.of(1);
  private static final RandomStream OWN = RandomStream.of(7);

  private static TrainingGraph graph(Prior prior, Engine engine, int samples) {
    return new TrainingGraph(
        TinyModel.of(prior, Likelihood.BERNOULLI, 2, DataType.FLOAT),
        ParameterSource.INITIAL,
        ROWS,
        RANDOM,
        new Execution(engine, 1),
        new Objective(0, samples));
  }

  private static TrainingBatch batch(int samples, RandomStream own, float... numbers) {
    float[] values = RANDOM.named("noise").gaussians(6 * samples);
    INDArray noise = Nd4j.create(values, new long[] {3L * samples, 2}, 'c');
    return new TrainingBatch(
        Batch.of(ROWS, 0, 3, DataType.FLOAT), Nd4j.createFromArray(numbers), noise, own);
  }

  @ParameterizedTest(name = "{1} samples by {0}")
  @CsvSource({"SAMEDIFF, 1", "PLAN, 1", "SAMEDIFF, 3", "PLAN, 3"})
  @DisplayName("the loss has the numbers of the rows, with each of their samples, and the noise")
  void rowsAndNoise(Engine engine, int samples) {
    TrainingGraph graph = graph(new RestlessPrior(), engine, samples);
    double other = graph.terms(batch(samples, OWN, -1, -1, -1)).averageKl();
    double rows = graph.terms(batch(samples, OWN, 4, 0, 1)).averageKl();
    // log p is greater by (row + 1) / 4: 5/4, 1/4, 2/4, whose mean is 2/3.
    assertThat(rows).isCloseTo(other - 2.0 / 3, within(1e-5));

    RandomStream another = RandomStream.of(8);
    double difference = sumOfDraw(another) - sumOfDraw(OWN);
    assertThat(graph.terms(batch(samples, another, 4, 0, 1)).averageKl())
        .isCloseTo(rows - difference, within(1e-5));
    assertThat(graph.terms(batch(samples, OWN, 4, 0, 1)).averageKl()).isEqualTo(rows);
  }

  private static double sumOfDraw(RandomStream own) {
    float[] draw = own.named("prior/draw").gaussians(2);
    return draw[0] + draw[1];
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  @DisplayName("an evaluation says what a state becomes, and changes nothing")
  void states(Engine engine) {
    TrainingGraph graph = graph(new RestlessPrior(), engine, 1);
    INDArray state = graph.parameters().states().get("prior/average");
    state.assign(4);
    INDArray next = graph.evaluate(batch(1, OWN, 0, 1, 2), 1).states().get("prior/average");
    float[] draw = OWN.named("prior/draw").gaussians(2);
    assertThat(next.toFloatMatrix()[0]).containsExactly((4 + draw[0]) / 2, (4 + draw[1]) / 2);
    assertThat(state.toFloatMatrix()[0]).containsExactly(4, 4);
  }

  /** A prior that is asked for one formula only. */
  private record Made(UnaryOperator<BoundPrior> change) implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return change.apply(new TinyModel.StandardPrior().bind(scope));
    }
  }

  @Test
  @DisplayName("a prior with a closed-form cross-entropy is trained by that")
  void closedFormFirst() {
    Prior prior =
        new Made(
            bound ->
                new BoundPrior() {
                  @Override
                  public SDVariable logProb(SDVariable z) {
                    return bound.logProb(z);
                  }

                  @Override
                  public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
                    return bound.logProb(z).add(rows);
                  }

                  @Override
                  public Optional<SDVariable> crossEntropy(Posterior q) {
                    return bound.crossEntropy(q);
                  }

                  @Override
                  public Distribution freeze(GraphValues values, RandomStream random) {
                    return bound.freeze(values, random);
                  }
                });
    TrainingGraph graph = graph(prior, Engine.PLAN, 1);
    assertThat(graph.terms(batch(1, OWN, 4, 0, 1)))
        .isEqualTo(
            graph(new TinyModel.StandardPrior(), Engine.PLAN, 1).terms(batch(1, OWN, 4, 0, 1)));
  }

  /** N(0, I), trained as if it were e times as dense for each of three training rows. */
  private record DrawnRowsPrior() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      NumberedRows rows = scope.trainingRows(3);
      SDVariable numbers = scope.constant("numbers", rows.numbers());
      SDVariable shift = scope.parameter("shift", Nd4j.zeros(1, 1));
      BoundPrior standard = new TinyModel.StandardPrior().bind(scope);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return standard.logProb(z).add(shift.reshape(-1));
        }

        @Override
        public SDVariable trainingLogProb(SDVariable z, SDVariable of) {
          SDVariable own = Comparison.equal(of.reshape(-1, 1), numbers);
          return logProb(z).add(Reduction.sumOfRows(own));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return standard.freeze(values, random);
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  @DisplayName("rows are compared by their numbers, and a plan does so itself")
  void comparison(Engine engine) {
    TrainingGraph graph = graph(new DrawnRowsPrior(), engine, 1);
    double other = graph.terms(batch(1, OWN, -1, -1, -1)).averageKl();
    long drawn = 0;
    for (int row = 0; row < 5; row++) {
      double averageKl = graph.evaluate(batch(1, OWN, row, row, row), 1).terms().averageKl();
      long gain = Math.round(other - averageKl);
      assertThat(other - averageKl).isCloseTo((double) gain, within(1e-6));
      drawn += gain;
    }
    assertThat(drawn).isEqualTo(3);
    assertThat(graph.foreignOperations().stream().flatMap(Set::stream)).isEmpty();
  }

  /** Noise where a result would depend on it. */
  private record NoisyPrior() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable noise = scope.noise("eps", 1, 2);
      BoundPrior standard = new TinyModel.StandardPrior().bind(scope);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return standard.logProb(z.add(noise));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          values.function(this::logProb);
          return standard.freeze(values, random);
        }
      };
    }
  }

  @Test
  @DisplayName("noise can be in no result: not in a density, nor in what freezes")
  void noNoiseInResults() {
    ModelDefinition model = TinyModel.of(new NoisyPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT);
    String why = "depends on the noise eps, which is another in every step";
    assertThatThrownBy(() -> BindingCheck.require(model, ROWS, RANDOM))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> {
              assertThat(e.category()).isEqualTo(ElboException.Category.PLUGIN);
              assertThat(e.problems())
                  .satisfiesExactly(
                      density -> assertThat(density).contains("logProb", why),
                      frozen -> assertThat(frozen).contains("freeze", why));
            });
  }
}
