package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks of a prior's log-density as numbers. */
final class DistributionChecks {

  /**
   * The tolerance between the formula in the graph and the frozen density, both in double
   * precision.
   */
  static final double ROUNDING = 1e-8;

  /** The number of codes that are compared, or more if the prior has many states. */
  private static final int CODES = 7;

  /** How much farther from the origin codes are compared, too. */
  private static final double FAR = 30;

  private DistributionChecks() {}

  /**
   * Checks that the prior freezes to a density of d dimensions whose logProb gives one number per
   * row.
   */
  static void freezes(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : new int[] {1, 2, 5}) {
      FrozenPrior frozen = FrozenPrior.of(specimen, d);
      Breach.unless(
          frozen.density().dimensions() == d,
          "the frozen density says that it has %d dimensions; the model has %d",
          frozen.density().dimensions(),
          d);
      for (int n : new int[] {1, 2, 5}) {
        frozen.logProb(Numbers.gaussians(RandomStream.of(n), n, d));
      }
    }
  }

  /**
   * Checks that the frozen density has the values of the formula in the graph; where a normaliser
   * is estimated, those that the formula has with some values of its states, up to a number common
   * to all codes.
   */
  static void symbolicAndFrozenAgree(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : new int[] {1, 2, 5}) {
      Sizes sizes = Sizes.precise(d);
      PluginGraph graph = specimen.moved(sizes);
      FrozenPrior density =
          FrozenPrior.of(specimen, specimen.rebuilt(sizes, graph.parameters()), d);
      int codes = Math.max(CODES, StateFit.codes(graph));
      INDArray near = Numbers.gaussians(RandomStream.of(5), codes, d);
      INDArray z = Nd4j.concat(0, near, near.mul(FAR));
      SDVariable formula =
          specimen.call(graph, specimen.formulas().get(0), Specimen.inputs(graph, List.of(z)));
      requireAgreement(
          z, density, graph, () -> Numbers.values(specimen.value(graph, formula, "logProb")));
    }
  }

  private static void requireAgreement(
      INDArray z, FrozenPrior density, PluginGraph graph, Supplier<double[]> formula) {
    double[] frozen = density.logProb(z);
    boolean estimated = density.logNormalizerError() > 0;
    double[] symbolic = estimated ? StateFit.nearest(graph, formula, frozen) : formula.get();
    for (int i = 0; i < frozen.length; i++) {
      Breach.unless(
          Numbers.agree(symbolic[i], frozen[i], ROUNDING),
          "log p(z) in %d dimensions is %s in the graph and %s frozen, at z = %s%s: both must give"
              + " the parameters the same meaning (variance, standard deviation, logarithm)",
          density.dimensions(),
          symbolic[i],
          frozen[i],
          Arrays.toString(Numbers.values(Numbers.row(z, i))),
          estimated ? ", with the constant and the states that agree best elsewhere" : "");
    }
  }

  /**
   * Checks that the frozen density gives the same bits when it is called again, and after the
   * parameters have changed.
   */
  static void staysAsItIs(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    PluginGraph graph = specimen.moved(Sizes.precise(2));
    FrozenPrior frozen = FrozenPrior.of(specimen, graph, 2);
    INDArray z = Numbers.gaussians(RandomStream.of(7), 5, 2);
    double[] once = frozen.logProb(z);
    Breach.unless(
        Arrays.equals(once, frozen.logProb(z)),
        "the second call of the frozen density's logProb gives other values for the same z");
    graph.parameters().arrays().values().forEach(array -> array.addi(0.25));
    Breach.unless(
        Arrays.equals(once, frozen.logProb(z)),
        "the frozen density changed when the parameters did: copy their values in freeze");
  }

  /** Checks that the frozen density is finite far from the origin. */
  static void isFiniteFarOut(Prior prior) {
    for (int d : new int[] {1, 512}) {
      isFiniteFarOut(FrozenPrior.of(Specimen.prior(prior), d));
    }
  }

  /** Checks the same of one density. */
  static void isFiniteFarOut(FrozenPrior frozen) {
    double[] values = frozen.logProb(FormulaChecks.far(1e3, frozen.dimensions()));
    Numbers.requireFinite(
        "logProb of the frozen density in " + frozen.dimensions() + " dimensions at |z_j| = 1000",
        Numbers.array(values, values.length));
  }

  /** Checks that the formula is finite far from the origin, in single precision. */
  static void formulaIsFiniteFarOut(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    for (int d : new int[] {1, 512}) {
      FormulaChecks.requireFinite(
          specimen,
          specimen.formulas().get(0),
          Sizes.single(d),
          List.of(FormulaChecks.far(1e3, d)),
          "|z_j| = 1000");
    }
  }

  /**
   * Checks that the plugin can be bound and that its log-density is finite near the origin, in the
   * graph and frozen.
   */
  static void works(Prior prior) {
    Specimen<BoundPrior> specimen = Specimen.prior(prior);
    INDArray z = Numbers.gaussians(RandomStream.of(8), 3, 2);
    Sizes sizes = new Sizes(2, Sizes.DATA, DataType.DOUBLE);
    Numbers.requireFinite(
        "logProb",
        specimen.value(specimen.initial(sizes, 1), specimen.formulas().get(0), List.of(z)));
    double[] frozen = FrozenPrior.of(specimen, specimen.initial(sizes, 1), 2).logProb(z);
    Numbers.requireFinite("logProb of the frozen density", Numbers.array(frozen, frozen.length));
  }
}
