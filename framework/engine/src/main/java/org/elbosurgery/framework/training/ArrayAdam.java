package org.elbosurgery.framework.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.framework.graph.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Adam by ND4J's own operation, array by array: in any precision, and not in one pass. */
final class ArrayAdam {

  private final double learningRate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** A parameter with the views of its moments. */
  private record Slot(INDArray parameter, INDArray first, INDArray second) {}

  ArrayAdam(
      Parameters parameters,
      INDArray moments,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon) {
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
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
                  beta1,
                  beta2,
                  epsilon,
                  iteration));
          slot.parameter().subi(gradient);
        });
  }
}
