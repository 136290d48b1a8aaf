package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A flow as numbers")
final class FrozenFlowTest {

  private static final int TIMES = 200_000;

  /** Computes the same log-densities many times in a JVM of its own, and prints their sum. */
  public static void main(String[] arguments) {
    RandomStream random = RandomStream.of(1);
    FrozenCoupling.Layer last = layer(random, 4, 1);
    FrozenFlow flow =
        new FrozenFlow(
            new double[2],
            new double[2],
            List.of(new FrozenCoupling(layer(random, 1, 4), layer(random, 4, 4), last, last, 2)));
    INDArray z = Nd4j.createFromArray(new double[][] {{0.5, 2}, {-1, 0}, {3, -2}});
    double[] once = flow.logProb(z).data().asDouble();
    for (int time = 0; time < TIMES; time++) {
      if (!Arrays.equals(flow.logProb(z).data().asDouble(), once)) {
        throw new AssertionError("other values at time " + time);
      }
    }
    System.out.println("the same values");
  }

  private static FrozenCoupling.Layer layer(RandomStream random, int inputs, int outputs) {
    double[] weights = new double[inputs * outputs];
    Arrays.setAll(weights, i -> random.nextGaussian());
    return new FrozenCoupling.Layer(weights, new double[outputs]);
  }

  /**
   * With a young generation of one megabyte the collector runs some hundred times a second. Where
   * the layers of a coupling were added with {@code addRowVector}, the JVM crashed in seconds.
   */
  @Test
  @DisplayName("has the same log-densities while the collector runs again and again")
  void collected() throws Exception {
    Process process =
        new ProcessBuilder(JavaProcess.likeThis().command(List.of("-Xmn1m"), FrozenFlowTest.class))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("the same values");
  }
}
