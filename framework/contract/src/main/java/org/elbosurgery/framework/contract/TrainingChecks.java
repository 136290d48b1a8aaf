package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the log-density by which a prior is trained. */
final class TrainingChecks {

  private static final String CALL = "trainingLogProb";

  /** The tolerance for rounding in double precision. */
  private static final double ROUNDING = 1e-9;

  /** How many of the rows that a prior has drawn are changed, each in a model of its own. */
  private static final int CHANGED = 2;

  private TrainingChecks() {}

  /** The value of a call, and whether it depends on the numbers of the rows. */
  private record Trained(INDArray value, boolean byRows) {

    double[] values() {
      return Numbers.values(value);
    }
  }

  /** Calls the training density of a graph's prior at codes of rows with the given numbers. */
  private static Trained trained(
      Specimen<BoundPrior> prior, PluginGraph graph, INDArray z, double... numbers) {
    SDVariable codes = graph.input("training-codes", z);
    SDVariable rows = graph.input("training-rows", Numbers.array(numbers, numbers.length));
    SDVariable result =
        PluginCall.of(prior.plugin(), CALL, () -> graph.prior().trainingLogProb(codes, rows));
    INDArray value =
        PluginCall.of(prior.plugin(), CALL + ", evaluated", () -> graph.evaluate(result));
    Numbers.requireShape(
        CALL + " of " + numbers.length + " rows",
        value,
        ": one number a row (Reduction.sumOfRows)",
        numbers.length);
    return new Trained(value, graph.depends(result, rows));
  }

  /**
   * Checks that for codes of no training row the training density is the density, up to one number
   * and what another estimate of a normaliser changes.
   */
  static void isLogProbOfOtherData(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int[] count : new int[][] {{1, 1}, {5, 2}, {2, 5}}) {
      int n = count[0];
      INDArray z = Numbers.gaussians(RandomStream.of(11), n, count[1]);
      PluginGraph graph = specimen.moved(Sizes.precise(count[1]));
      double[] numbers = new double[n];
      Arrays.fill(numbers, -1);
      double[] trained = trained(specimen, graph, z, numbers).values();
      double[] density =
          Numbers.values(specimen.value(graph, specimen.formulas().get(0), List.of(z)));
      double slack =
          FrozenPrior.of(specimen, count[1]).logNormalizerError() > 0
              ? DistributionChecks.ESTIMATED
              : 0;
      for (int i = 0; i < n; i++) {
        Breach.unless(
            Math.abs(trained[i] - trained[0] - density[i] + density[0])
                <= slack + ROUNDING * (1 + Math.abs(density[i])),
            "for codes of no training row, %s is %s and %s, where logProb is %s and %s: the two may"
                + " differ by a number that is the same for all codes, and by nothing else",
            CALL,
            trained[0],
            trained[i],
            density[0],
            density[i]);
      }
    }
  }

  /**
   * Checks that a prior that is told the numbers of the rows leaves each row's own data out:
   * another row of data under the same number changes nothing.
   */
  static void leavesTheOwnRowOut(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    Sizes sizes = Sizes.precise(2);
    INDArray z = Numbers.gaussians(RandomStream.of(12), 1, 2);
    PluginGraph graph = specimen.moved(sizes);
    double[] drawn = graph.drawnRows().stream().mapToDouble(row -> row).distinct().toArray();
    double[] numbers = drawn.length == 0 ? new double[1] : drawn;
    Trained own = trained(specimen, graph, z.repeat(0, numbers.length), numbers);
    if (!own.byRows() || drawn.length == 0) {
      throw new NotApplicable("it does not depend on rows that it has drawn");
    }
    PluginGraph again = specimen.rebuilt(sizes, graph.parameters());
    double other = trained(specimen, again, z, -1).values()[0];
    Breach.unless(
        Arrays.stream(own.values()).anyMatch(value -> value != other),
        "%s depends on the numbers of the rows, but is %s for each of the training rows that the"
            + " prior is made of, as for other data: it leaves nothing out",
        CALL,
        other);
    for (int i = 0; i < Math.min(CHANGED, drawn.length); i++) {
      PluginGraph changed = specimen.withoutRow(sizes, values(graph), (int) drawn[i]);
      double without = trained(specimen, changed, z, drawn[i]).values()[0];
      Breach.unless(
          Numbers.agree(without, own.values()[i], ROUNDING),
          "%s of training row %.0f is %s, and %s if the data of that row are others: a row's own"
              + " component is to be left out",
          CALL,
          drawn[i],
          own.values()[i],
          without);
    }
  }

  /** Returns the parameters and states alone, so that constants are declared anew. */
  private static Parameters values(PluginGraph graph) {
    Parameters all = graph.parameters();
    return new Parameters(all.arrays(), Map.of(), all.states());
  }
}
