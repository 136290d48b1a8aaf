package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Answers;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.problem.Problems;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks that every call to a frozen prior returns finite numbers in the shape of its contract, and
 * the same when repeated.
 *
 * @param density the frozen prior
 * @param latentSize d
 * @param noise the source of randomness of codes and samples
 * @param answers the earlier answers to compare with
 */
record DistributionCheck(
    Distribution density, int latentSize, RandomStream noise, Answers answers) {

  /**
   * Makes every call twice for each number of rows.
   *
   * @throws ElboException PLUGIN if there are faults, with all of them, at most one for each call
   */
  void run(int... sizes) {
    Problems faults = Problems.plugin();
    faults.check(this::dimensions);
    faults.check(this::logNormalizerError);
    for (IntConsumer call : List.<IntConsumer>of(this::logProb, this::sample, this::crossEntropy)) {
      faults.check(() -> Arrays.stream(sizes).forEach(call.andThen(call)));
    }
    faults.requireNone();
  }

  private void dimensions() {
    int dimensions = PluginCall.of(density, "dimensions", density::dimensions);
    if (dimensions != latentSize) {
      throw PluginCall.fault(
          density,
          "dimensions",
          "returned " + dimensions + "; the model has " + latentSize + " latent dimensions",
          null);
    }
  }

  private void logNormalizerError() {
    double error = PluginCall.of(density, "logNormalizerError", density::logNormalizerError);
    INDArray value = Nd4j.createFromArray(error);
    answers.hold(new ReturnedArray(density, "logNormalizerError", 1, value).finite());
    if (error < 0) {
      throw PluginCall.fault(
          density,
          "logNormalizerError",
          "returned " + error + "; a standard error is 0 or more",
          null);
    }
  }

  private void logProb(int n) {
    INDArray z = Nd4j.create(gaussians(n), new long[] {n, latentSize}, 'c').castTo(DataType.DOUBLE);
    INDArray values = PluginCall.of(density, "logProb", () -> density.logProb(z));
    answers.hold(new ReturnedArray(density, "logProb", n, values).ofShape(n).finite());
  }

  private void sample(int n) {
    INDArray values =
        PluginCall.of(density, "sample", () -> density.sample(n, noise.named("sample")));
    answers.hold(new ReturnedArray(density, "sample", n, values).ofShape(n, latentSize).finite());
  }

  private void crossEntropy(int n) {
    Posteriors posteriors = new Posteriors(n, latentSize, gaussians(n), gaussians(n));
    PluginCall.of(density, "crossEntropy", () -> density.crossEntropy(posteriors))
        .map(values -> new ReturnedArray(density, "crossEntropy", n, values))
        .ifPresent(returned -> answers.hold(returned.ofShape(n).finite()));
  }

  private float[] gaussians(int n) {
    return noise.named("codes").gaussians(n * latentSize);
  }
}
