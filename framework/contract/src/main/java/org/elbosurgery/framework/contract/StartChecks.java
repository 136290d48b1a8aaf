package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.AlternativeStarts;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the other starts that a prior knows. */
final class StartChecks {

  private static final Sizes SIZES = Sizes.precise(2);
  private static final int POINTS = 20;

  private StartChecks() {}

  /**
   * Checks that another start has parameters and states of the same names and shapes, and with the
   * same values of them the same log-density.
   */
  static void sameFamily(Prior prior) {
    if (!(prior instanceof AlternativeStarts starts)) {
      throw new NotApplicable("it knows no other start");
    }
    List<Prior> others =
        PluginCall.of(
            prior, "alternativeStarts", () -> List.copyOf(starts.alternativeStarts(Specimen.ROWS)));
    if (others.isEmpty()) {
      throw new NotApplicable("with these options it has no other start");
    }
    PluginGraph given = Specimen.prior(prior).moved(SIZES);
    INDArray z = Numbers.gaussians(Specimen.RANDOM.named("z"), POINTS, SIZES.latent());
    double[] logProb = FrozenPrior.of(Specimen.prior(prior), given, SIZES.latent()).logProb(z);
    for (Prior other : others) {
      Breach.unless(
          other.getClass() == prior.getClass(),
          "the start %s is no %s with other options",
          other,
          prior.getClass().getSimpleName());
      Specimen<BoundPrior> specimen = Specimen.prior(other);
      PluginGraph start = specimen.initial(SIZES, 1);
      requireSameDeclarations(prior, given, other, start);
      PluginGraph same = specimen.rebuilt(SIZES, withConstants(given, start));
      double[] again = FrozenPrior.of(specimen, same, SIZES.latent()).logProb(z);
      for (int i = 0; i < again.length; i++) {
        Breach.unless(
            Numbers.agree(again[i], logProb[i], DistributionChecks.ROUNDING),
            "with the same parameters logProb of the start %s is %s where that of %s is %s: it is"
                + " of another family of densities",
            other,
            again[i],
            prior,
            logProb[i]);
      }
    }
  }

  /** Returns the parameters of one graph, and the constants of another. */
  private static Parameters withConstants(PluginGraph given, PluginGraph start) {
    Parameters values = given.parameters();
    return new Parameters(values.arrays(), start.parameters().constants(), values.states());
  }

  private static void requireSameDeclarations(
      Prior prior, PluginGraph given, Prior other, PluginGraph start) {
    Map<String, List<Long>> expected = shapes(given.parameters());
    Map<String, List<Long>> declared = shapes(start.parameters());
    Breach.unless(
        declared.equals(expected),
        "the start %s declares the parameters and states %s, where %s declares %s",
        other,
        declared,
        prior,
        expected);
  }

  /** Returns the shapes of parameters and states, whose names differ, by name. */
  private static Map<String, List<Long>> shapes(Parameters parameters) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    parameters.arrays().forEach((name, values) -> shapes.put(name, longs(values.shape())));
    parameters.states().forEach((name, values) -> shapes.put(name, longs(values.shape())));
    return shapes;
  }

  private static List<Long> longs(long[] shape) {
    return Arrays.stream(shape).boxed().toList();
  }
}
