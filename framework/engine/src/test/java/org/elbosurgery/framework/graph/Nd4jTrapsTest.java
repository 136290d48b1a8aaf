package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.elbosurgery.framework.graph.Nd4jTrap.evaluate;
import static org.elbosurgery.framework.graph.Nd4jTrap.gradient;
import static org.elbosurgery.framework.graph.Nd4jTrap.mended;
import static org.elbosurgery.framework.graph.Nd4jTrap.muted;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * ND4J's defects that the project steers around: each is pinned in plain ND4J beside our own
 * expression being right. A pin that fails is good news: that defect is mended, and the work-around
 * it names can go.
 */
@DisplayName("A defect of ND4J")
final class Nd4jTrapsTest {

  @Nested
  @DisplayName("in log-sum-exp along a dimension")
  final class LogSumExp {

    private final INDArray rows =
        Nd4j.createFromArray(new float[][] {{0, 0}, {-200, -200}, {-1000, -1000}});

    @Test
    @DisplayName("loses rows far below the greatest value of all rows (trap 1)")
    void values() {
      INDArray theirs = evaluate(rows, x -> x.getSameDiff().math().logSumExp(x, 1));
      assertThat(theirs.toFloatVector())
          .as(mended("Reduction.logSumExpOfRows"))
          .containsExactly((float) Math.log(2), Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
      INDArray ours = evaluate(rows, Reduction::logSumExpOfRows);
      float log2 = (float) Math.log(2);
      assertThat(ours.toFloatVector())
          .containsExactly(new float[] {log2, log2 - 200, log2 - 1000}, within(1e-4f));
    }

    @Test
    @DisplayName("has no gradient (trap 2)")
    void gradients() {
      assertThatThrownBy(() -> gradient(rows, x -> x.getSameDiff().math().logSumExp(x, 1)))
          .as(mended("Reduction.logSumExpOfRows"))
          .isInstanceOf(RuntimeException.class);
      assertThat(gradient(rows, Reduction::logSumExpOfRows).toFloatMatrix())
          .isDeepEqualTo(new float[][] {{0.5f, 0.5f}, {0.5f, 0.5f}, {0.5f, 0.5f}});
    }
  }

  @Test
  @DisplayName("makes fit() report the loss 0 (trap 3)")
  void lossOfFit() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 2);
    SDVariable weights = graph.var("w", Nd4j.ones(2, 1));
    graph.math().square(x.mmul(weights)).mean("loss");
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Sgd(1e-3))
            .dataSetFeatureMapping("x")
            .markLabelsUnused()
            .build());
    MultiDataSet data = new MultiDataSet(new INDArray[] {Nd4j.ones(3, 2)}, null);
    double reported =
        muted(() -> graph.fit(new SingletonMultiDataSetIterator(data), 1))
            .lossCurve()
            .meanLoss("loss", 0);
    assertThat(reported).as(mended("GradientGraph (fit would do)")).isZero();

    Rows rows = TinyModel.rows(5);
    TrainingGraph ours =
        new TrainingGraph(
            TinyModel.of(new TinyModel.StandardPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT),
            ParameterSource.INITIAL,
            rows,
            RandomStream.of(1));
    TrainingBatch batch =
        TrainingBatch.ofOtherData(
            Batch.of(rows, 0, 5, DataType.FLOAT),
            Nd4j.zeros(DataType.FLOAT, 5, 2),
            RandomStream.of(5));
    var evaluation = ours.evaluate(batch, 1);
    assertThat(evaluation.terms()).isEqualTo(ours.terms(batch));
    assertThat(evaluation.terms().reconstruction()).isNegative();
  }

  @Test
  @DisplayName("makes softplus overflow above 88 in single precision (trap 4)")
  void softplus() {
    INDArray x = Nd4j.createFromArray(new float[][] {{89, 1000}});
    assertThat(evaluate(x, v -> v.getSameDiff().nn().softplus(v)).toFloatMatrix()[0])
        .as(mended("Activation.SOFTPLUS"))
        .containsOnly(Float.POSITIVE_INFINITY);
    assertThat(evaluate(x, Activation.SOFTPLUS::apply).toFloatMatrix()[0])
        .containsExactly(89, 1000);
  }

  @Test
  @DisplayName("makes reductions over an axis of size 1 throw in a graph (trap 5)")
  void reductionOverSizeOne() {
    INDArray column = Nd4j.createFromArray(new double[][] {{1}, {2}});
    INDArray row = Nd4j.createFromArray(new double[][] {{1, 2}});
    assertThatThrownBy(() -> evaluate(column, x -> x.sum(1)))
        .as(mended("Reduction.sumOfRows"))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> evaluate(row, x -> x.mean(0)))
        .as(mended("Reduction.mean"))
        .isInstanceOf(RuntimeException.class);
    assertThat(evaluate(column, Reduction::sumOfRows).toDoubleVector()).containsExactly(1, 2);
    assertThat(evaluate(column, x -> Reduction.mean(Reduction.sumOfRows(x))).getDouble(0))
        .isEqualTo(1.5);
    assertThat(evaluate(row, Reduction::sumOfRows).toDoubleVector()).containsExactly(3);
  }

  @Test
  @DisplayName("sums floats in single precision (trap 6)")
  void floatSums() {
    int ones = 1000;
    float large = 1 << 24; // the next float is 2 greater
    float[] values = new float[1 + ones];
    Arrays.fill(values, 1);
    values[0] = large;
    double exact = large + ones;
    assertThat(Nd4j.createFromArray(values).sumNumber().doubleValue())
        .as(mended("StratifiedMeans and TrainingProgress"))
        .isNotEqualTo(exact);
    StratifiedMeans means = new StratifiedMeans(1, 1);
    for (float value : values) {
      means.add(new double[] {value});
    }
    assertThat(means.mean(0).mean()).isCloseTo(exact / values.length, within(1e-9));
  }

  @Nested
  @DisplayName("in what is written")
  final class WrittenArrays {

    @TempDir private Path folder;

    private final INDArray expected =
        Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}).dup('c');
    private final INDArray columnMajor = expected.dup('f');
    private final INDArray view =
        Nd4j.concat(1, Nd4j.zeros(2, 1), expected)
            .dup('c')
            .get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4));

    @Test
    @DisplayName("puts the raw buffer of a column-major array or a view into .npy (trap 7)")
    void numpy() {
      for (INDArray array : List.of(columnMajor, view)) {
        assertThat(Nd4j.createNpyFromByteArray(Nd4j.toNpyByteArray(array)))
            .as(mended("Parameters.copy and SnapshotArrays"))
            .isNotEqualTo(expected);
      }
    }

    @Test
    @DisplayName("does not reach checkpoints: column-major arrays and views come back as they were")
    void checkpoints() {
      Parameters parameters = new Parameters(Map.of("f", columnMajor, "view", view));
      CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
      checkpoints.save(
          new TrainingSnapshot(
              TrainingProgress.start(), parameters, columnMajor, Optional.of(parameters.copy())));
      TrainingSnapshot read = checkpoints.newest().orElseThrow();
      assertThat(read.state()).isEqualTo(expected);
      assertThat(read.parameters().arrays().values()).containsOnly(expected);
      assertThat(read.best().orElseThrow().arrays().values()).containsOnly(expected);
    }
  }

  @Test
  @DisplayName("prints every differentiated operation to standard output (trap 10)")
  void printing() {
    PrintStream out = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      SameDiff graph = SameDiff.create();
      graph.math().square(graph.var("x", Nd4j.ones(2, 2))).sum("loss", 0, 1);
      graph.setLossVariables("loss");
      graph.createGradFunction();
      assertThat(captured.toString(StandardCharsets.UTF_8))
          .as(mended("GradientGraph.createMuted"))
          .contains("differentiated op");
      captured.reset();
      SameDiff ours = SameDiff.create();
      ours.math().square(ours.var("x", Nd4j.ones(2, 2))).sum("loss", 0, 1);
      GradientGraph.of(
          name -> Optional.empty(), ours, "loss", List.of("x"), List.of(), Execution.SESSION);
    } finally {
      System.setOut(out);
    }
    assertThat(captured.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  @DisplayName("gives every thread a generator of its own, seeded by the clock (trap 11)")
  void generators() throws InterruptedException {
    Nd4j.getRandom().setSeed(1);
    double[] here = Nd4j.rand(DataType.DOUBLE, 4).toDoubleVector();
    double[][] there = new double[2][];
    Thread other =
        new Thread(
            () -> {
              there[0] = Nd4j.rand(DataType.DOUBLE, 4).toDoubleVector();
              there[1] = initialWeights();
            });
    Nd4j.getRandom().setSeed(1);
    other.start();
    other.join();
    assertThat(there[0]).as(mended("RandomStream (a seed would do)")).isNotEqualTo(here);
    assertThat(there[1]).isEqualTo(initialWeights());
  }

  private static double[] initialWeights() {
    TrainingGraph graph =
        new TrainingGraph(
            TinyModel.of(new TinyModel.StandardPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT),
            ParameterSource.INITIAL,
            TinyModel.rows(2),
            RandomStream.of(1));
    return graph.parameters().arrays().get("encoder/W-mean").dup().data().asDouble();
  }

  @Test
  @DisplayName("makes expandDims of a [1, 1] array give rank 2")
  void expandDims() {
    INDArray x = Nd4j.createFromArray(new double[][] {{2}});
    INDArray theirs = evaluate(x, v -> v.getSameDiff().expandDims(v, 0));
    assertThat(theirs.rank()).as(mended("Reduction (stack makes the cube)")).isEqualTo(2);
    assertThat(evaluate(x, v -> v.getSameDiff().stack(0, v)).rank()).isEqualTo(3);
    assertThat(evaluate(x, Reduction::logSumExpOfRows).toDoubleVector()).containsExactly(2);
  }
}
