package org.elbosurgery.framework.training;

import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.plan.AdamPass;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam (Kingma and Ba 2015) over all parameters, its moments in one flat buffer. The step is lr
 * sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + e), the form at the end of section 2 of the paper,
 * with b1 = 0.9 and b2 = 0.999.
 */
public final class Adam {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final INDArray moments;
  private final Update update;

  /** How parameters and moments are changed. */
  @FunctionalInterface
  private interface Update {
    void step(Map<String, INDArray> gradients, int iteration);
  }

  /**
   * Starts with moments of zero.
   *
   * @param parameters what to change, in place
   * @param learningRate lr
   * @param type of the parameters
   * @param workers who computes
   */
  public Adam(Parameters parameters, double learningRate, DataType type, Workers workers) {
    this.learningRate = learningRate;
    this.moments = Nd4j.zeros(type, 2, parameters.count());
    this.update =
        type == DataType.FLOAT
            ? inOnePass(parameters, workers)
            : new ArrayAdam(parameters, moments, learningRate, BETA1, BETA2, EPSILON)::step;
  }

  private Update inOnePass(Parameters parameters, Workers workers) {
    AdamPass pass = new AdamPass(workers, parameters.arrays().values(), moments);
    List<String> names = List.copyOf(parameters.arrays().keySet());
    return (gradients, iteration) -> {
      double correction =
          Math.sqrt(1 - Math.pow(BETA2, iteration + 1)) / (1 - Math.pow(BETA1, iteration + 1));
      pass.step(names.stream().map(gradients::get).toList(), learningRate * correction, EPSILON);
    };
  }

  /** Returns the live moments, {@code [2, parameters]}: the first, then the second. */
  INDArray moments() {
    return moments;
  }

  /**
   * Changes every parameter in place.
   *
   * @param gradients by parameter name; may be overwritten
   * @param iteration steps taken before this one
   */
  public void step(Map<String, INDArray> gradients, int iteration) {
    update.step(gradients, iteration);
  }
}
