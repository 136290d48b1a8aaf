package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Affine;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.Columns;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plans against double precision: values and gradients of random graphs. */
final class PlanProperties {

  /** Rows of the largest batch. */
  private static final int ROWS = 512;

  /** Grows a random expression of matrices {@code [n, width]} and takes its mean as the loss. */
  private static final class Growth {

    private final SameDiff graph = SameDiff.create();
    private final RandomStream random;
    private final DataType type;
    private final List<String> parameters = new ArrayList<>();
    private SDVariable x;
    private int width;

    Growth(RandomStream random, int width, DataType type) {
      this.random = random;
      this.width = width;
      this.type = type;
      x = graph.placeHolder("x", type, -1, width);
      x = x.add(parameter(1, width));
    }

    private SDVariable parameter(int rows, int columns) {
      String name = "p" + parameters.size();
      parameters.add(name);
      return graph.var(name, gaussians(random, rows, columns).mul(0.5).castTo(type));
    }

    void grow() {
      switch (random.nextInt(20)) {
        case 0 -> layer(1 + random.nextInt(9));
        case 1 -> x = Activation.SOFTPLUS.apply(x);
        case 2 -> x = Activation.RELU.apply(x);
        case 3 -> x = Activation.TANH.apply(x);
        case 4 -> x = x.mul(parameter(1, width)).add(0.3);
        case 5 -> x = graph.math().exp(x.mul(0.1));
        case 6 -> x = x.sub(graph.expandDims(Reduction.sumOfRows(x).mul(0.1), 1));
        case 7 -> x = x.div(graph.math().square(x).add(1));
        case 8 -> x = x.mul(graph.expandDims(Reduction.logSumExpOfRows(x), 1));
        case 9 -> x = Clip.to(x, new Interval(-1, 2));
        case 10 -> x = graph.math().log(graph.math().square(x).add(0.5));
        case 11 -> x = x.sub(Reduction.meanOfColumns(x).mul(0.5));
        case 12 -> twice();
        case 13 -> x = graph.nn().sigmoid(x).mul(x.neg());
        case 14 -> x = graph.math().sin(x); // not known to plans
        case 15 -> slice();
        case 16 -> x = graph.math().sqrt(graph.math().square(x).add(1)).rdiv(2).rsub(1);
        case 17 -> x = x.mul(0.1).pow(3).add(x.div(3));
        case 18 -> x = graph.math().abs(x).sub(graph.math().reciprocal(x.pow(2).add(1)));
        default -> x = x.mul(parameter(1, 1)).sub(parameter(1, width));
      }
    }

    private void layer(int units) {
      x = Affine.map(x, parameter(width, units), parameter(1, units));
      width = units;
    }

    private void twice() {
      if (width > 4) {
        layer(2);
      }
      x = graph.concat(1, x, graph.math().square(x));
      width *= 2;
    }

    /** Takes some of the columns, and adds what another of them gives. */
    private void slice() {
      int from = random.nextInt(width);
      int to = from + 1 + random.nextInt(width - from);
      x = Columns.slice(x, from, to).add(Columns.slice(x, width - 1, width));
      width = to - from;
    }

    GradientGraph gradients(Execution execution) {
      return GradientGraph.of(
          name -> Optional.empty(),
          graph,
          "loss",
          parameters,
          List.of("loss", "x-last"),
          execution);
    }
  }

  /** In single precision, so that the same numbers go into graphs of both precisions. */
  private static INDArray gaussians(RandomStream random, int rows, int columns) {
    return Nd4j.create(random.gaussians(rows * columns), new long[] {rows, columns}, 'c')
        .castTo(DataType.FLOAT);
  }

  private static Growth grown(long seed, int steps, int width, DataType type) {
    Growth growth = new Growth(RandomStream.of(seed), width, type);
    for (int i = 0; i < steps; i++) {
      growth.grow();
    }
    growth.x.rename("x-last");
    Reduction.mean(Reduction.sumOfRows(growth.x)).rename("loss");
    return growth;
  }

  @Property(tries = 120, seed = "4711")
  @Label("values and gradients of random graphs are those of double precision")
  void agree(
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 8) int steps,
      @ForAll @IntRange(min = 2, max = 5) int width,
      @ForAll @IntRange(min = 1, max = 2) int threads) {
    GradientGraph exact = grown(seed, steps, width, DataType.DOUBLE).gradients(Execution.SESSION);
    GradientGraph session = grown(seed, steps, width, DataType.FLOAT).gradients(Execution.SESSION);
    GradientGraph plan =
        grown(seed, steps, width, DataType.FLOAT).gradients(new Execution(Engine.PLAN, threads));
    for (int n : new int[] {5, 1, 5, ROWS}) { // also ragged, and back
      INDArray x = gaussians(RandomStream.of(n), n, width);
      Map<String, INDArray> rounded = session.evaluate(Map.of("x", x));
      Map<String, INDArray> actual = plan.evaluate(Map.of("x", x));
      exact
          .evaluate(Map.of("x", x.castTo(DataType.DOUBLE)))
          .forEach((name, array) -> requireClose(name, array, rounded.get(name), actual.get(name)));
    }
  }

  /**
   * The error of every array relative to its own norm. A sum over as many rows as there are loses
   * up to 2^-24 of itself with each, where every addition is rounded the same way: 3e-5. Some
   * graphs magnify what they are given, or have a number at a step of a derivative; SameDiff's
   * session in single precision is wrong there, too, and twice its error is let through.
   */
  private static void requireClose(String name, INDArray exact, INDArray session, INDArray plan) {
    assertThat(plan.shape()).as(name).containsExactly(exact.shape());
    assertThat(distance(plan, exact))
        .as("%s: %s and %s", name, plan, exact)
        .isLessThanOrEqualTo(
            ROWS * 0x1p-24 * exact.norm2Number().doubleValue() + 2 * distance(session, exact));
  }

  private static double distance(INDArray array, INDArray exact) {
    return array.castTo(DataType.DOUBLE).sub(exact).norm2Number().doubleValue();
  }
}
