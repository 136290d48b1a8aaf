package org.elbosurgery.framework.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.ImageShape;
import org.elbosurgery.api.graph.Initialization;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.graph.TrainingBatch;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.onnx.OnnxInterpreter;
import org.elbosurgery.framework.onnx.OnnxInterpreter.Numbers;
import org.elbosurgery.framework.onnx.OnnxModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks: the plan computes all of each, and as SameDiff does; shapes of images. */
final class NetworksTest {

  private static final int ROWS = 5;

  /** 6 x 4 places of 3 channels. */
  private static final int WIDTH = 72;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(
            new MlpEncoder(
                2, 9, Activation.SWISH, Initialization.LECUN, LogVarianceRange.of(-3, 0.5)),
            new MlpDecoder(1, 9, Activation.ELU, Likelihood.BERNOULLI)),
        Arguments.of(
            new MlpEncoder(1, 9, Activation.TANH), mlp(Likelihood.LOGISTIC, Scale.DIMENSION, 0.02)),
        Arguments.of(
            new MlpEncoder(1, 9, Activation.TANH),
            mlp(Likelihood.CONTINUOUS_BERNOULLI, Scale.SHARED, 0)),
        Arguments.of(
            new MlpEncoder(1, 9, Activation.TANH),
            mlp(Likelihood.NEGATIVE_BINOMIAL, Scale.DIMENSION, 0.5)),
        Arguments.of(
            new MlpEncoder(1, 9, Activation.TANH), mlp(Likelihood.GAUSSIAN, Scale.FIXED, 0.5)),
        Arguments.of(
            new GatedEncoder(2, 9, Initialization.HE, LogVarianceRange.of(-1, 1)),
            new GatedDecoder(2, 9, Likelihood.GAUSSIAN, Scale.SHARED, 0, Initialization.GLOROT)),
        Arguments.of(
            new ConvEncoder(
                6, 3, 2, 4, Activation.LEAKY_RELU, Initialization.HE, LogVarianceRange.FREE),
            new ConvDecoder(
                6,
                3,
                2,
                4,
                Activation.RELU,
                Likelihood.BERNOULLI,
                Scale.SHARED,
                0,
                Initialization.HE)));
  }

  private static Decoder mlp(Likelihood likelihood, Scale scale, double initialScale) {
    return new MlpDecoder(
        1, 9, Activation.TANH, likelihood, scale, initialScale, Initialization.GLOROT);
  }

  /** Returns rows of values that the likelihood allows: all of its kinds occur. */
  private static Rows rows(Support support) {
    float[] values = new float[ROWS * WIDTH];
    RandomStream random = RandomStream.of(3);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          support.spacing() == 1 ? random.nextInt(2) : random.nextInt(4) * 85 / 255f; // 0 to 1
    }
    return FloatRows.copyOf(WIDTH, values);
  }

  private static Map<String, INDArray> gradients(
      Encoder encoder, Decoder decoder, Engine engine, Rows rows) {
    ModelDefinition model =
        new ModelDefinition(
            encoder, decoder, new TinyModel.StandardPrior(), WIDTH, 2, DataType.FLOAT);
    TrainingGraph graph =
        new TrainingGraph(
            model, ParameterSource.INITIAL, rows, RandomStream.of(1), new Execution(engine, 2));
    INDArray noise = Nd4j.create(RandomStream.of(2).gaussians(2 * ROWS), new long[] {ROWS, 2}, 'c');
    TrainingBatch batch =
        TrainingBatch.ofOtherData(
            Batch.of(rows, 0, ROWS, DataType.FLOAT), noise, RandomStream.of(5));
    Map<String, INDArray> gradients = new HashMap<>();
    graph
        .evaluate(batch, 0.5)
        .gradients()
        .forEach((name, value) -> gradients.put(name, value.dup('c')));
    assertThat(graph.foreignOperations().stream().flatMap(Set::stream)).isEmpty();
    return gradients;
  }

  @ParameterizedTest
  @MethodSource("networks")
  @DisplayName("have the same gradients from the plan as from SameDiff, and run on it whole")
  void engines(Encoder encoder, Decoder decoder) {
    Rows rows = rows(decoder.support());
    Map<String, INDArray> expected = gradients(encoder, decoder, Engine.SAMEDIFF, rows);
    Map<String, INDArray> planned = gradients(encoder, decoder, Engine.PLAN, rows);
    assertThat(planned.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) -> {
          double norm = value.norm2Number().doubleValue();
          assertThat(norm).as(name).isPositive();
          assertThat(planned.get(name).sub(value).norm2Number().doubleValue())
              .as(name)
              .isLessThan(1e-5 * norm);
        });
  }

  @ParameterizedTest
  @MethodSource("networks")
  @DisplayName("give the same numbers in double precision as ONNX models and in their graph")
  void onnx(Encoder encoder, Decoder decoder) {
    Rows rows = rows(decoder.support());
    EvaluationGraph graph = perturbed(encoder, decoder, rows);
    Numbers x = numbers(Batch.of(rows, 0, ROWS, DataType.DOUBLE));
    Numbers z = new Numbers(doubles(RandomStream.of(2).gaussians(2 * ROWS)), ROWS, 2);
    INDArray data = Nd4j.create(x.values(), new long[] {ROWS, WIDTH}, 'c');
    INDArray codes = Nd4j.create(z.values(), new long[] {ROWS, 2}, 'c');
    EvaluationGraph.Encoded encoded = graph.encode(data);
    Map<String, Numbers> posteriors = run(graph.encoderAsOnnx(), Map.of("x", x));
    assertSame(posteriors.get("mean"), encoded.mean());
    assertSame(posteriors.get("log_var"), encoded.logVariance());
    assertSame(run(graph.decoderAsOnnx(), Map.of("z", z)).get("mean"), graph.mean(codes));
    assertSame(
        run(graph.likelihoodAsOnnx(), Map.of("x", x, "z", z)).get("log_likelihood"),
        graph.logLikelihood(data, codes));
  }

  /** Returns a model whose parameters all differ from what they are initially, such as 0. */
  private static EvaluationGraph perturbed(Encoder encoder, Decoder decoder, Rows rows) {
    ModelDefinition model =
        new ModelDefinition(
            encoder, decoder, new TinyModel.StandardPrior(), WIDTH, 2, DataType.DOUBLE);
    ParameterSource source =
        (name, initial) ->
            initial.add(
                Nd4j.createFromArray(doubles(RandomStream.of(4).gaussians((int) initial.length())))
                    .reshape(initial.shape())
                    .mul(0.2));
    Parameters parameters = new PluginGraph(model, source, rows, RandomStream.of(1)).parameters();
    return new EvaluationGraph(model, parameters, rows, RandomStream.of(1));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static Numbers numbers(INDArray array) {
    return new Numbers(
        array.data().asDouble(), Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
  }

  private static Map<String, Numbers> run(OnnxModel model, Map<String, Numbers> inputs) {
    OnnxInterpreter interpreter = OnnxInterpreter.of(model);
    List<String> named =
        interpreter.model().getGraph().getInputList().stream().map(i -> i.getName()).toList();
    assertThat(named).hasSameElementsAs(inputs.keySet());
    return interpreter.run(inputs);
  }

  /** Checks that two ways of the same sums of some hundred numbers of size 1 agree. */
  private static void assertSame(Numbers found, INDArray expected) {
    assertThat(found.shape()).containsExactly(numbers(expected).shape());
    assertThat(found.values())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(expected.data().asDouble());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 784, 28, 28, 1",
    "0, 0, 3072, 32, 32, 3",
    "0, 3, 75, 5, 5, 3",
    "0, 1, 1, 1, 1, 1",
    "20, 1, 560, 20, 28, 1",
    "6, 0, 72, 6, 12, 1"
  })
  @DisplayName("guess the shape of images from what is said and the length of a row")
  void guesses(int height, int channels, int size, int rows, int columns, int deep) {
    assertThat(ImageGuess.of(height, channels, size))
        .isEqualTo(new ImageShape(rows, columns, deep));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 785", "0, 3, 784", "28, 1, 785", "29, 0, 784", "0, 1, 2"})
  @DisplayName("refuse rows that are no images")
  void noImages(int height, int channels, int size) {
    assertThatThrownBy(() -> ImageGuess.of(height, channels, size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of " + size + " values are no")
        .hasMessageContaining("give height and image-channels");
  }

  @Test
  @DisplayName("halve sides that are even, and keep images where one is odd")
  void pyramid() {
    ImagePyramid pyramid = new ImagePyramid(new ImageShape(28, 28, 1), 3, 32);
    assertThat(pyramid.shape(1)).isEqualTo(new ImageShape(14, 14, 32));
    assertThat(pyramid.shape(2)).isEqualTo(new ImageShape(7, 7, 64));
    assertThat(pyramid.shape(3)).isEqualTo(new ImageShape(7, 7, 128));
  }
}
