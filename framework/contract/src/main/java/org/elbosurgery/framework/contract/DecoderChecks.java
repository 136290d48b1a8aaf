package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks that apply to decoders only. */
final class DecoderChecks {

  /** The tolerance of a sum over thousands of points of a density that may have kinks. */
  static final double QUADRATURE = 1e-3;

  /** Rows with one value, so that sums and integrals are one-dimensional. */
  static final Sizes ONE_VALUE = new Sizes(2, 1, DataType.DOUBLE);

  private static final int CODES = 3;

  private DecoderChecks() {}

  private static Formula<BoundDecoder> logProb(Specimen<BoundDecoder> specimen) {
    return specimen.formulas().get(0);
  }

  /** Returns the formula of the mean. */
  static Formula<BoundDecoder> mean(Specimen<BoundDecoder> specimen) {
    return specimen.formulas().get(1);
  }

  /** Checks that values are finite for codes far from the origin and codes of many dimensions. */
  static void isFiniteFarOut(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    for (Formula<BoundDecoder> formula : specimen.formulas()) {
      for (int d : new int[] {1, 512}) {
        Sizes sizes = Sizes.single(d);
        List<INDArray> arguments = new ArrayList<>(specimen.arguments(formula, 5, sizes));
        arguments.set(0, FormulaChecks.far(1e3, d));
        FormulaChecks.requireFinite(specimen, formula, sizes, arguments, "|z_j| = 1000");
      }
    }
  }

  /** Checks that the likelihood of one value sums or integrates to 1 for some codes. */
  static void isNormalised(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    for (int code = 0; code < CODES; code++) {
      LineMeasure measure = LineMeasure.over(decoder.support());
      double total = measure.total(logDensity(specimen, code, measure));
      Breach.unless(
          Math.abs(total - 1) <= QUADRATURE,
          "exp(logProb) of one value %s %s over the support %s, not to 1: a constant is missing, or"
              + " support() is not where the %s",
          decoder.support().isDiscrete() ? "sums to" : "integrates to",
          String.format(Locale.ROOT, "%.5f", total),
          decoder.support(),
          decoder.support().isDiscrete() ? "probability is" : "density is");
    }
  }

  /** Returns log p(x|z) of one code at the points of a measure. */
  static double[] logDensity(Specimen<BoundDecoder> specimen, int code, LineMeasure measure) {
    INDArray z = Nd4j.tile(Numbers.row(codes(), code), measure.size(), 1);
    INDArray value =
        specimen.value(specimen.moved(ONE_VALUE), logProb(specimen), List.of(z, measure.points()));
    return Numbers.values(value);
  }

  /** Returns codes for one value of data. */
  static INDArray codes() {
    return Numbers.gaussians(RandomStream.of(12), CODES, ONE_VALUE.latent());
  }

  /** Checks that the mean lies in the support, for codes near the origin and far from it. */
  static void meanIsPossible(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    Sizes sizes = Sizes.single(2);
    for (double size : new double[] {1, 30}) {
      INDArray mean =
          specimen.value(
              specimen.moved(sizes), mean(specimen), List.of(FormulaChecks.far(size, 2)));
      for (double value : Numbers.values(mean)) {
        Breach.unless(
            decoder.support().range().contains(value),
            "mean gives %s, which is not in the range of the support %s",
            value,
            decoder.support());
      }
    }
  }

  /** Checks that the mean equals the sum or integral of x p(x|z). */
  static void meanIsThatOfLogProb(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    PluginGraph graph = specimen.moved(ONE_VALUE);
    INDArray mean = specimen.value(graph, mean(specimen), List.of(codes()));
    for (int code = 0; code < CODES; code++) {
      LineMeasure measure = LineMeasure.over(decoder.support());
      double expected = measure.mean(logDensity(specimen, code, measure));
      Breach.unless(
          Numbers.agree(mean.getDouble(code), expected, QUADRATURE),
          "mean gives %s; the mean of exp(logProb) is %s",
          mean.getDouble(code),
          expected);
    }
  }

  /** Checks that the plugin can be bound and that its values are finite. */
  static void works(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    Sizes sizes = Sizes.precise(2);
    for (Formula<BoundDecoder> formula : specimen.formulas()) {
      Numbers.requireFinite(
          formula.call(),
          specimen.value(
              specimen.initial(sizes, 1), formula, specimen.arguments(formula, 3, sizes)));
    }
  }
}
