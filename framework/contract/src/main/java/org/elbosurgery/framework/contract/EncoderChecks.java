package org.elbosurgery.framework.contract;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks that apply to encoders only. */
final class EncoderChecks {

  private EncoderChecks() {}

  /**
   * Checks that mean and log-variance have a row for each row of data and a column for each
   * dimension, for several numbers of rows, dimensions and values in a row.
   */
  static void shapes(Encoder encoder) {
    Specimen<BoundEncoder> specimen = Specimen.encoder(encoder);
    for (int[] count : new int[][] {{1, 1, 1}, {2, 1, 1}, {1, 2, 4}, {5, 1, 4}, {5, 5, 4}}) {
      shapes(specimen, new Sizes(count[1], count[2], DataType.FLOAT), count[0]);
    }
  }

  private static void shapes(Specimen<BoundEncoder> specimen, Sizes sizes, int n) {
    PluginGraph graph = specimen.moved(sizes);
    List<INDArray> rows = specimen.arguments(specimen.formulas().get(0), n, sizes);
    SDVariable x = Specimen.inputs(graph, rows).get(0);
    Posterior q = PluginCall.of(specimen.plugin(), "encode", () -> graph.encoder().encode(x));
    String of = " of %d rows of %d values".formatted(n, sizes.data());
    String advice = ": a row for each row of data, a column for each latent dimension";
    for (boolean mean : new boolean[] {true, false}) {
      String what = (mean ? "the mean" : "the log-variance") + of;
      INDArray value = specimen.value(graph, mean ? q.mean() : q.logVariance(), "encode");
      Numbers.requireShape(what, value, advice, n, sizes.latent());
    }
  }

  /** Checks that a second call declares nothing and gives the same posteriors. */
  static void sharesItsWeights(Encoder encoder) {
    Specimen<BoundEncoder> specimen = Specimen.encoder(encoder);
    Formula<BoundEncoder> formula = specimen.formulas().get(0);
    Sizes sizes = Sizes.precise(2);
    PluginGraph graph = specimen.moved(sizes);
    Set<String> bound = new TreeSet<>(graph.parameters().arrays().keySet());
    List<SDVariable> x = Specimen.inputs(graph, specimen.arguments(formula, 3, sizes));
    SDVariable first;
    SDVariable second;
    try {
      first = specimen.call(graph, formula, x);
      second = specimen.call(graph, formula, x);
    } catch (RuntimeException e) {
      throw new Breach(
          "encode cannot be called twice on one binding: "
              + Fault.message(specimen.plugin().getClass(), e)
              + "; declare parameters in bind, and name no operation");
    }
    Set<String> added = new TreeSet<>(graph.parameters().arrays().keySet());
    added.removeAll(bound);
    Breach.unless(
        added.isEmpty(), "encode declares the parameters %s; declare them in bind", added);
    INDArray once = specimen.value(graph, first, "encode");
    INDArray again = specimen.value(graph, second, "encode");
    Breach.unless(
        Numbers.firstDifference(once, again) < 0,
        "a second call of encode gives another posterior for the same rows");
  }

  /** Checks that data at the ends of [0, 1] and far outside have finite posteriors. */
  static void isFiniteFarOut(Encoder encoder) {
    Specimen<BoundEncoder> specimen = Specimen.encoder(encoder);
    Formula<BoundEncoder> formula = specimen.formulas().get(0);
    for (int width : new int[] {1, 784}) {
      Sizes sizes = new Sizes(2, width, DataType.FLOAT);
      for (double size : new double[] {1, 1000}) {
        FormulaChecks.requireFinite(
            specimen,
            formula,
            sizes,
            List.of(FormulaChecks.far(size, width)),
            "for rows of " + width + " values of size " + size);
      }
    }
  }

  /** Checks that the plugin can be bound and that its posteriors are finite. */
  static void works(Encoder encoder) {
    Specimen<BoundEncoder> specimen = Specimen.encoder(encoder);
    Formula<BoundEncoder> formula = specimen.formulas().get(0);
    Sizes sizes = Sizes.precise(2);
    Numbers.requireFinite(
        "encode",
        specimen.value(specimen.initial(sizes, 1), formula, specimen.arguments(formula, 3, sizes)));
  }
}
