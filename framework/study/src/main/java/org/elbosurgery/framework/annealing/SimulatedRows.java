package org.elbosurgery.framework.annealing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.likelihood.RunModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows that a model makes: z from the prior, then x from p(x|z). Given x, such a z is an exact
 * sample of p(z|x). A row depends on its number alone, not on the number of rows.
 */
final class SimulatedRows {

  private SimulatedRows() {}

  /**
   * Makes rows.
   *
   * @param count at least 1
   * @throws ElboException USER if the decoder cannot make data; PLUGIN if it or the prior fails
   */
  static AnnealedData of(RunModel model, int count) {
    EvaluationGraph graph = model.graph();
    Decoder decoder = model.trained().experiment().model().decoder();
    Path run = model.run().path();
    DataSampler sampler =
        graph
            .sampler()
            .orElseThrow(
                () ->
                    ElboException.user(
                        "the decoder of %s, %s, cannot make data; take --split test or train"
                            .formatted(run, PluginCall.named(decoder))));
    Distribution prior = graph.prior();
    RandomStream random = model.random().named("simulated");
    int width = model.trained().experiment().model().dataSize();
    float[] values = new float[count * width];
    double[][] codes = new double[count][];
    for (int n = 0; n < count; n++) {
      RandomStream row = random.at(n);
      INDArray z = PluginCall.of(prior, "sample", () -> prior.sample(1, row.named("z")));
      codes[n] = checked(prior, z, prior.dimensions());
      INDArray x = PluginCall.of(decoder, "sampler", () -> sampler.sample(z, row.named("x")));
      double[] drawn = checked(decoder, x, width);
      for (int i = 0; i < width; i++) {
        values[n * width + i] = (float) drawn[i];
      }
    }
    return new AnnealedData(FloatRows.copyOf(width, values), Optional.of(codes));
  }

  private static double[] checked(Object plugin, INDArray row, int width) {
    double[] values =
        new ReturnedArray(plugin, "sample", 1, row).ofShape(1, width).finite().doubles();
    return Arrays.copyOf(values, width);
  }
}
