package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.ConvolutionKernel;
import org.elbosurgery.api.graph.ConvolutionLayer;
import org.elbosurgery.api.graph.ImageShape;
import org.elbosurgery.api.graph.TransposedConvolutionLayer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Convolutions and their gradients against their definition, summed up place by place. */
final class ConvolutionTest {

  private static final int IMAGES = 3;

  private final RandomStream random = RandomStream.of(5);

  /** Returns whole numbers, of which single precision computes sums and products without error. */
  private INDArray wholeNumbers(String name, long... shape) {
    int size = 1;
    for (long axis : shape) {
      size *= (int) axis;
    }
    return Transforms.round(Nd4j.create(random.named(name).gaussians(size), shape, 'c').mul(2));
  }

  /** One product of the sum that a convolution is, by places in the flat arrays. */
  @FunctionalInterface
  private interface Term {
    void of(int small, int large, int weight);
  }

  /**
   * Goes over all products of a convolution from large images to small ones: small[n, i, j, o] +=
   * large[n, s i + a - p, s j + b - p, c] weight[a, b, c, o].
   */
  private static void forEachTerm(
      ImageShape large, ImageShape small, ConvolutionKernel kernel, Term term) {
    for (int n = 0; n < IMAGES; n++) {
      for (int i = 0; i < small.height(); i++) {
        for (int j = 0; j < small.width(); j++) {
          for (int a = 0; a < kernel.size(); a++) {
            for (int b = 0; b < kernel.size(); b++) {
              int y = kernel.stride() * i + a - kernel.padding();
              int x = kernel.stride() * j + b - kernel.padding();
              if (y < 0 || y >= large.height() || x < 0 || x >= large.width()) {
                continue;
              }
              for (int c = 0; c < large.channels(); c++) {
                for (int o = 0; o < small.channels(); o++) {
                  term.of(
                      ((n * small.height() + i) * small.width() + j) * small.channels() + o,
                      ((n * large.height() + y) * large.width() + x) * large.channels() + c,
                      ((a * kernel.size() + b) * large.channels() + c) * small.channels() + o);
                }
              }
            }
          }
        }
      }
    }
  }

  /** Compares values, and gradients of sum(g y), with the definition. */
  private void check(
      Engine engine,
      INDArray input,
      INDArray weights,
      INDArray g,
      BiFunction<SDVariable, SDVariable, SDVariable> layer,
      double[][] expected) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.var("x", input.dup());
    SDVariable w = graph.var("w", weights.dup());
    SDVariable y = layer.apply(x, w).rename("y");
    y.mul(graph.constant(g)).sum().rename("loss");
    GradientGraph gradients =
        GradientGraph.of(
            name -> Optional.empty(),
            graph,
            "loss",
            List.of("x", "w"),
            List.of("y"),
            new Execution(engine, 2));
    for (int time = 0; time < 2; time++) { // what a step keeps must not spoil the next
      Map<String, INDArray> values = gradients.evaluate(Map.of());
      String[] names = {"y", "x", "w"};
      for (int k = 0; k < names.length; k++) {
        assertThat(values.get(names[k]).dup('c').data().asDouble())
            .as(names[k] + " by " + engine)
            .containsExactly(expected[k], within(0.0));
      }
    }
    assertThat(gradients.foreignOperations(Map.of()).orElse(Set.of())).isEmpty();
  }

  @ParameterizedTest(name = "{0} x {1} x {2} to {3} channels, size {4}, stride {5}, padding {6}")
  @CsvSource({
    "6, 6, 1, 3, 4, 2, 1",
    "5, 7, 2, 3, 3, 1, 0",
    "5, 4, 3, 2, 3, 2, 2",
    "1, 1, 2, 2, 1, 1, 0",
    "7, 7, 1, 1, 7, 1, 0",
    "4, 5, 2, 1, 2, 3, 1",
    "18, 18, 16, 2, 4, 1, 1" // what is seen of two images is too much for one block
  })
  @DisplayName("are their definition, and so are their transposes, by SameDiff and by the plan")
  void definition(int height, int width, int channels, int out, int size, int stride, int padding) {
    ImageShape large = new ImageShape(height, width, channels);
    ConvolutionKernel kernel = new ConvolutionKernel(size, stride, padding);
    int h = (height + 2 * padding - size) / stride + 1;
    int w = (width + 2 * padding - size) / stride + 1;
    ImageShape small = new ImageShape(h, w, out);
    INDArray big = wholeNumbers("large", IMAGES, large.size());
    INDArray little = wholeNumbers("small", IMAGES, small.size());
    INDArray weights = wholeNumbers("weights", size, size, channels, out);
    double[] b = big.data().asDouble();
    double[] l = little.data().asDouble();
    double[] v = weights.data().asDouble();
    double[][] forth = {new double[l.length], new double[b.length], new double[v.length]};
    forEachTerm(
        large,
        small,
        kernel,
        (s, g, k) -> {
          forth[0][s] += b[g] * v[k];
          forth[1][g] += l[s] * v[k];
          forth[2][k] += l[s] * b[g];
        });
    // The transpose from small to large has the gradient by x as its value, and the value as that.
    double[][] back = {forth[1], forth[0], forth[2]};
    boolean covered = (h - 1) * stride + size - 2 * padding == height;
    covered &= (w - 1) * stride + size - 2 * padding == width;
    for (Engine engine : Engine.values()) {
      check(
          engine,
          big,
          weights,
          little,
          (x, k) -> new ConvolutionLayer(k, noBias(x, out), kernel, large, small).apply(x),
          forth);
      if (covered) {
        check(
            engine,
            little,
            weights,
            big,
            (x, k) ->
                new TransposedConvolutionLayer(k, noBias(x, channels), kernel, small, large)
                    .apply(x),
            back);
      }
    }
  }

  private static SDVariable noBias(SDVariable x, int channels) {
    return x.getSameDiff().constant(Nd4j.zeros(1, channels));
  }
}
