package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models of two latent dimensions and six values of data whose plugins are wrong in some way. */
@DisplayName("A model is tried before it is trained")
final class BindingCheckTest {

  private static final ModelDefinition SOUND =
      TinyModel.of(new TinyModel.StandardPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT);

  /** Encodes by a formula. */
  private record OddEncoder(UnaryOperator<SDVariable> mean, UnaryOperator<SDVariable> logVariance)
      implements Encoder {
    @Override
    public BoundEncoder bind(GraphScope scope) {
      return x -> new Posterior(mean.apply(x), logVariance.apply(x));
    }
  }

  /** Decodes by a formula. */
  private record OddDecoder(
      BiFunction<SDVariable, SDVariable, SDVariable> logProb, UnaryOperator<SDVariable> mean)
      implements Decoder, BoundDecoder {
    @Override
    public Support support() {
      return Support.BINARY;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return this;
    }

    @Override
    public SDVariable logProb(SDVariable x, SDVariable z) {
      return logProb.apply(x, z);
    }

    @Override
    public SDVariable mean(SDVariable z) {
      return mean.apply(z);
    }
  }

  /** A prior of formulas. */
  private record OddPrior(
      UnaryOperator<SDVariable> logProb,
      Function<Posterior, Optional<SDVariable>> closedForm,
      Distribution density)
      implements Prior, BoundPrior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return this;
    }

    @Override
    public SDVariable logProb(SDVariable z) {
      return logProb.apply(z);
    }

    @Override
    public Optional<SDVariable> crossEntropy(Posterior q) {
      return closedForm.apply(q);
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      return density;
    }
  }

  /** A density of formulas. */
  private record OddDistribution(
      int dimensions, UnaryOperator<INDArray> logProb, Function<Integer, INDArray> sample)
      implements Distribution {
    @Override
    public INDArray logProb(INDArray z) {
      return logProb.apply(z);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return sample.apply(n);
    }

    @Override
    public Optional<INDArray> crossEntropy(Posteriors posteriors) {
      return Optional.of(Nd4j.zeros(1, posteriors.size()));
    }
  }

  private static void check(ModelDefinition model) {
    BindingCheck.require(model, TinyModel.rows(2), RandomStream.of(1));
  }

  /** Returns what is wrong with a model, without the lines of source. */
  private static List<String> faults(Encoder encoder, Decoder decoder, Prior prior) {
    ElboException e =
        catchThrowableOfType(
            ElboException.class,
            () -> check(new ModelDefinition(encoder, decoder, prior, 6, 2, DataType.FLOAT)));
    assertThat(e.category()).isEqualTo(ElboException.Category.PLUGIN);
    return e.getMessage()
        .lines()
        .map(line -> line.replaceFirst(" at \\w+\\.java:\\d+", ""))
        .toList();
  }

  private static List<String> faults(Prior prior) {
    return faults(SOUND.encoder(), SOUND.decoder(), prior);
  }

  private static OddPrior prior(UnaryOperator<SDVariable> logProb) {
    return new OddPrior(logProb, q -> Optional.empty(), DiagonalGaussianMixture.standard(2));
  }

  private static String in(String kind, Class<?> type) {
    return kind + " " + type.getName() + " in " + Origin.of(type) + ": ";
  }

  private static SDVariable squares(SDVariable z) {
    return z.getSameDiff().math().square(z);
  }

  @Test
  @DisplayName("and passes where every call gives finite numbers of the right shape")
  void passes() {
    assertThatCode(() -> check(SOUND)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    TinyModel.of(
                        new TinyModel.ShiftedPrior(), Likelihood.GAUSSIAN, 1, DataType.DOUBLE)))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("a prior that does not sum over the dimensions is told so, with its class and jar")
  void perDimension() {
    assertThat(faults(prior(z -> squares(z).neg())))
        .containsExactly(
            in("prior", OddPrior.class)
                + "logProb returned [3, 2] for 3 rows; it must return [3], one value per row,"
                + " summed over the columns");
  }

  @Test
  @DisplayName("a formula that is right for several rows alone fails for one")
  void oneRow() {
    // The spread of a batch of one is nothing that ND4J can compute.
    assertThat(faults(prior(z -> squares(z).sum(1).sub(z.std(true, 0).sum()))))
        .singleElement()
        .asString()
        .startsWith(in("prior", OddPrior.class) + "logProb for 1 row failed: ");
  }

  @Test
  @DisplayName("every fault of every plugin is told at once")
  void allAtOnce() {
    List<String> faults =
        faults(
            new OddEncoder(x -> x, x -> null),
            new OddDecoder(
                (x, z) -> {
                  throw new UnsupportedOperationException("later");
                },
                z -> squares(z)),
            new OddPrior(
                z -> LogProbability.standardGaussian(z).mul(Double.NaN),
                q -> null,
                new OddDistribution(3, z -> Nd4j.zeros(z.size(0)).divi(0), n -> Nd4j.zeros(2, n))));
    String encoder = in("encoder", OddEncoder.class);
    String decoder = in("decoder", OddDecoder.class);
    String prior = in("prior", OddPrior.class);
    String density = in("distribution", OddDistribution.class);
    String perRow = ", one value per row, summed over the columns";
    assertThat(faults)
        .containsExactly(
            encoder
                + "encode's mean returned [3, 6] for 3 rows; it must return [3, 2], one row per"
                + " row",
            encoder + "encode's log-variance returned null",
            decoder + "logProb failed: java.lang.UnsupportedOperationException: later",
            decoder + "mean returned [3, 2] for 3 rows; it must return [3, 6], one row per row",
            prior + "logProb returned NaN in row 0 for 3 rows; it must return finite numbers",
            prior + "crossEntropy returned null",
            density + "dimensions returned 3; the model has 2 latent dimensions",
            density + "logProb returned NaN in row 0 for 3 rows; it must return finite numbers",
            density + "sample returned [2, 3] for 3 rows; it must return [3, 2], one row per row",
            density + "crossEntropy returned [1, 3] for 3 rows; it must return [3]" + perRow);
  }

  @Test
  @DisplayName("a plugin of another api is named with the call that is missing")
  void otherApi() {
    OddPrior prior =
        prior(
            z -> {
              throw new NoSuchMethodError("GraphScope.depth()");
            });
    assertThat(faults(prior))
        .containsExactly(
            in("prior", OddPrior.class)
                + "logProb failed: java.lang.NoSuchMethodError: GraphScope.depth(); was it built"
                + " against another version of elbo-api?");
  }

  /** Requires one fault, and that it is of giving another answer to the same question. */
  private static void assertUnsteady(List<String> faults, String beginning) {
    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith(beginning)
        .contains(", and when asked again ", "; the same question has the same answer: ");
  }

  @Test
  @DisplayName("a random operation in a formula is found, and its plugin alone is blamed")
  void randomOperation() {
    UnaryOperator<SDVariable> noisy =
        x -> x.add(x.getSameDiff().random().normal(0, 1e-3, DataType.FLOAT, 1));
    assertUnsteady(
        faults(prior(z -> LogProbability.standardGaussian(noisy.apply(z)))),
        in("prior", OddPrior.class) + "logProb for 3 rows gave ");
    Encoder encoder =
        scope -> {
          BoundEncoder sound = SOUND.encoder().bind(scope);
          return x -> new Posterior(noisy.apply(sound.encode(x).mean()), sound.encode(x).mean());
        };
    Prior encodes =
        new OddPrior(
            z -> LogProbability.standardGaussian(z),
            q -> Optional.of(LogProbability.standardGaussian(noisy.apply(q.mean()))),
            DiagonalGaussianMixture.standard(2));
    assertUnsteady(
        faults(encoder, SOUND.decoder(), encodes),
        in("encoder", encoder.getClass()) + "encode's mean for 3 rows gave ");
  }

  @Test
  @DisplayName("a counter that changes a formula whenever it is bound is found")
  void stateOfABinding() {
    AtomicInteger bindings = new AtomicInteger();
    assertUnsteady(
        faults(prior(z -> LogProbability.standardGaussian(z).sub(bindings.incrementAndGet()))),
        in("prior", OddPrior.class) + "logProb for 3 rows gave ");
  }

  @Test
  @DisplayName("initial values from a global generator are found")
  void initialValues() {
    Decoder decoder =
        new Decoder() {
          @Override
          public Support support() {
            return Support.BINARY;
          }

          @Override
          public BoundDecoder bind(GraphScope scope) {
            scope.parameter("weight", Nd4j.randn(2, 2));
            return SOUND.decoder().bind(scope);
          }
        };
    assertUnsteady(
        faults(SOUND.encoder(), decoder, SOUND.prior()),
        in("decoder", decoder.getClass()) + "bind, parameter weight gave ");
  }

  @Test
  @DisplayName("a density that counts its calls, or does not draw from its stream, is found")
  void stateOfADensity() {
    AtomicInteger calls = new AtomicInteger();
    Distribution density =
        new OddDistribution(
            2,
            z -> Nd4j.zeros(DataType.DOUBLE, z.size(0)).addi(calls.incrementAndGet()),
            n -> Nd4j.randn(n, 2));
    Prior prior = new OddPrior(LogProbability::standardGaussian, q -> Optional.empty(), density);
    List<String> faults = faults(prior);
    assertUnsteady(
        faults.subList(0, 1),
        in("distribution", OddDistribution.class)
            + "logProb for 3 rows gave 1.0, and when asked again 2.0");
    assertUnsteady(
        faults.subList(1, 2),
        in("distribution", OddDistribution.class) + "sample for 3 rows gave ");
  }

  @Test
  @DisplayName("what a plugin's bind has against the options is the user's to mend")
  void optionsDoNotFit() {
    Prior greedy =
        new Prior() {
          @Override
          public BoundPrior bind(GraphScope scope) {
            scope.trainingRows(3);
            throw new AssertionError("there are two rows");
          }

          @Override
          public String toString() {
            return "Greedy[]";
          }
        };
    ModelDefinition model =
        new ModelDefinition(SOUND.encoder(), SOUND.decoder(), greedy, 6, 2, DataType.FLOAT);
    ElboException e = catchThrowableOfType(ElboException.class, () -> check(model));
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    assertThat(e)
        .hasMessage(
            "Greedy[] does not fit the model: the prior asks for 3 training rows; there are 2");
  }
}
