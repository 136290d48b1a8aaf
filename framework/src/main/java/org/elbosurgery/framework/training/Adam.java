package org.elbosurgery.framework.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.framework.graph.Parameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adam (Kingma and Ba 2015) over all parameters, its moments in one flat buffer. The step is lr
 * sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + e), the form at the end of section 2 of the paper.
 */
final class Adam {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final INDArray moments;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** A parameter with the views of its moments. */
  private record Slot(INDArray parameter, INDArray first, INDArray second) {}

  Adam(Parameters parameters, double learningRate, DataType type) {
    this.learningRate = learningRate;
    this.moments = Nd4j.zeros(type, 2, parameters.count());
    long offset = 0;
    for (Map.Entry<String, INDArray> entry : parameters.arrays().entrySet()) {
      INDArray parameter = entry.getValue();
      var range = NDArrayIndex.interval(offset, offset + parameter.length());
      slots.put(
          entry.getKey(),
          new Slot(
              parameter,
              moments.get(NDArrayIndex.point(0), range).reshape('c', parameter.shape()),
              moments.get(NDArrayIndex.point(1), range).reshape('c', parameter.shape())));
      offset += parameter.length();
    }
  }

  /** Returns the live moments, {@code [2, parameters]}: the first, then the second. */
  INDArray moments() {
    return moments;
  }

  /**
   * Changes every parameter in place.
   *
   * @param gradients by parameter name; overwritten
   * @param iteration steps taken before this one
   */
  void step(Map<String, INDArray> gradients, int iteration) {
    slots.forEach(
        (name, slot) -> {
          INDArray gradient = gradients.get(name);
          Nd4j.exec(
              new AdamUpdater(
                  gradient,
                  slot.second(),
                  slot.first(),
                  learningRate,
                  BETA1,
                  BETA2,
                  EPSILON,
                  iteration));
          slot.parameter().subi(gradient);
        });
  }
}
