package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

  /** The number of a row that is none of the training rows. */
  private static final double OTHER_DATA = -1;

  /** The number of codes that are compared, or more if the prior has many states. */
  private static final int CODES = 7;

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
   * Checks that for codes of no training row the training density is the density, up to one number;
   * where a normaliser is estimated, with some values of the prior's states.
   */
  static void isLogProbOfOtherData(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    trained(
        specimen,
        specimen.moved(Sizes.precise(1)),
        Numbers.gaussians(RandomStream.of(11), 1, 1),
        OTHER_DATA);
    for (int d : new int[] {1, 2, 5}) {
      PluginGraph graph = specimen.moved(Sizes.precise(d));
      int codes = Math.max(CODES, StateFit.codes(graph));
      INDArray z = Numbers.gaussians(RandomStream.of(11), codes, d);
      double[] numbers = new double[codes];
      Arrays.fill(numbers, OTHER_DATA);
      double[] trained = trained(specimen, graph, z, numbers).values();
      SDVariable formula =
          specimen.call(graph, specimen.formulas().get(0), Specimen.inputs(graph, List.of(z)));
      Supplier<double[]> logProb = () -> Numbers.values(specimen.value(graph, formula, "logProb"));
      boolean estimated = FrozenPrior.of(specimen, d).logNormalizerError() > 0;
      requireEqualButForOneNumber(
          trained, estimated ? StateFit.nearest(graph, logProb, trained) : logProb.get());
    }
  }

  private static void requireEqualButForOneNumber(double[] trained, double[] density) {
    for (int i = 0; i < trained.length; i++) {
      Breach.unless(
          Math.abs(trained[i] - trained[0] - density[i] + density[0])
              <= ROUNDING * (1 + Math.abs(density[i])),
          "for codes of no training row, %s is %s and %s, where logProb is %s and %s: the two may"
              + " differ by a number that is the same for all codes, and by nothing else",
          CALL,
          trained[0],
          trained[i],
          density[0],
          density[i]);
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
    double other = trained(specimen, again, z, OTHER_DATA).values()[0];
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
