package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A lean session")
final class LeanSessionTest {

  private static final int STEPS = 50;

  /** What the steps gave, and how many identifiers were kept after the second and the last. */
  private record Steps(List<Double> losses, int keptEarly, int keptLate) {}

  @AfterEach
  void restore() {
    LeanSession.install();
  }

  private static Steps steps() throws ReflectiveOperationException {
    SameDiff graph = SameDiff.create();
    INDArray weights = Nd4j.create(RandomStream.of(2).gaussians(12), new long[] {4, 3}, 'c');
    var x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
    var y = graph.math().tanh(x.mmul(graph.var("w", weights)));
    Reduction.mean(Reduction.sumOfRows(y)).rename("loss");
    GradientGraph gradients =
        GradientGraph.of(
            name -> Optional.empty(),
            graph,
            "loss",
            List.of("w"),
            List.of("loss"),
            Execution.SESSION);
    List<Double> losses = new ArrayList<>();
    int early = 0;
    for (int i = 0; i < STEPS; i++) {
      INDArray batch = Nd4j.create(RandomStream.of(i).gaussians(20), new long[] {5, 4}, 'c');
      Map<String, INDArray> values = gradients.evaluate(Map.of("x", batch));
      losses.add(values.get("loss").getDouble(0));
      graph.getVariable("w").getArr().subi(values.get("w").mul(0.1));
      values.get("w").close();
      if (i == 1) {
        early = kept(graph);
      }
    }
    return new Steps(losses, early, kept(graph));
  }

  /** Returns how many identifiers the session of the gradient graph keeps. */
  private static int kept(SameDiff graph) throws ReflectiveOperationException {
    InferenceSession session =
        graph.getFunction("grad").getSessions().get(Thread.currentThread().getId());
    var freed = InferenceSession.class.getDeclaredField("freedArrays");
    freed.setAccessible(true);
    return ((Set<?>) freed.get(session)).size();
  }

  @Test
  @DisplayName("keeps no more from step to step, and gives the same bits as ND4J's own")
  void leaksNothing() throws ReflectiveOperationException {
    LeanSession.install();
    Steps lean = steps();
    SameDiff.bindInferenceFactory(InferenceSession::new);
    Steps plain = steps();
    assertThat(lean.keptLate()).isPositive().isEqualTo(lean.keptEarly());
    assertThat(plain.keptLate())
        .as("ND4J is mended; LeanSession can go")
        .isGreaterThan(plain.keptEarly() + STEPS);
    assertThat(lean.losses()).isEqualTo(plain.losses());
  }
}
