package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks of the data that a decoder draws. */
final class DataSamplerChecks {

  private static final int CODES = 3;

  /** Samples of each code: enough to notice a scale that is a fifth too great. */
  private static final int SAMPLES = 3000;

  /** The probability that samples of the correct distribution fail. */
  private static final double FALSE_ALARM = 1e-6;

  /** Standardised values are compared by the sines and cosines of these multiples of them. */
  private static final double[] FREQUENCIES = {0.5, 1, 2};

  private DataSamplerChecks() {}

  /**
   * The sampler of a decoder in a graph; its exceptions and the shape of its samples are checked.
   */
  private record Sampler(Decoder plugin, int width, DataSampler sampler) {

    static Sampler of(Specimen<BoundDecoder> specimen, Decoder plugin, Sizes sizes) {
      PluginGraph graph = specimen.moved(sizes);
      return new Sampler(
          plugin,
          sizes.data(),
          PluginCall.of(plugin, "sampler", () -> graph.decoder().sampler(graph.values()))
              .orElseThrow(() -> new NotApplicable("it has no sampler")));
    }

    /** Returns one row of data for each code, {@code [n, D]}. */
    INDArray sample(INDArray z, RandomStream random) {
      INDArray x = PluginCall.of(plugin, "sample", () -> sampler.sample(z, random));
      Numbers.requireShape(
          "sample of " + z.size(0) + " codes", x, ", one row a code", z.size(0), width);
      return x;
    }

    /** Returns samples in which the codes take turns, as many of each. */
    double[] inTurns(INDArray codes, RandomStream random) {
      return Numbers.values(sample(Nd4j.tile(codes, SAMPLES, 1), random));
    }
  }

  /** Checks that samples are {@code [n, D]} and in the support. */
  static void areData(Decoder decoder) {
    Sampler sampler = Sampler.of(Specimen.decoder(decoder), decoder, Sizes.precise(2));
    for (int n : new int[] {1, 2, 100}) {
      INDArray codes = Numbers.gaussians(RandomStream.of(14), n, 2);
      for (double value : Numbers.values(sampler.sample(codes, RandomStream.of(n)))) {
        Breach.unless(
            decoder.support().contains(value),
            "sample gives %s, which is not in the support %s",
            value,
            decoder.support());
      }
    }
  }

  /**
   * Compares samples of one value, of codes in turns, with exp(logProb): the means of sines and
   * cosines, which determine a distribution (its characteristic function), and of which Hoeffding's
   * inequality says for any number of samples how far they may be off by chance.
   */
  static void followLogProb(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    INDArray codes = DecoderChecks.codes();
    double[] samples =
        Sampler.of(specimen, decoder, DecoderChecks.ONE_VALUE).inTurns(codes, RandomStream.of(15));
    LineMeasure measure = LineMeasure.over(decoder.support());
    for (int code = 0; code < CODES; code++) {
      followLogProb(
          everyOther(samples, code, CODES),
          measure,
          DecoderChecks.logDensity(specimen, code, measure));
    }
  }

  private static void followLogProb(double[] samples, LineMeasure measure, double[] logDensity) {
    double mean = measure.mean(logDensity);
    double deviation = Math.sqrt(measure.mean(logDensity, x -> (x - mean) * (x - mean)));
    for (DoubleUnaryOperator wave : waves(mean, deviation)) {
      double expected = measure.mean(logDensity, wave);
      double sampled = DoubleStream.of(samples).map(wave).average().orElseThrow();
      Breach.unless(
          Math.abs(sampled - expected) <= hoeffding() + DecoderChecks.QUADRATURE,
          "%d samples of one value do not follow logProb: their mean is %.4f and their standard"
              + " deviation %.4f, those of exp(logProb) are %.4f and %.4f; a point of the"
              + " characteristic function is off by %.3f",
          samples.length,
          StatUtils.mean(samples),
          Math.sqrt(StatUtils.variance(samples)),
          mean,
          deviation,
          Math.abs(sampled - expected));
    }
  }

  /** Returns the sines and cosines, between -1 and 1. */
  private static List<DoubleUnaryOperator> waves(double mean, double deviation) {
    return Arrays.stream(FREQUENCIES)
        .map(frequency -> frequency / (deviation > 0 ? deviation : 1))
        .boxed()
        .flatMap(
            k ->
                List.<DoubleUnaryOperator>of(
                    x -> Math.sin(k * (x - mean)), x -> Math.cos(k * (x - mean)))
                    .stream())
        .toList();
  }

  /** Returns how far the mean of values in [-1, 1] is off at most, in all comparisons. */
  private static double hoeffding() {
    double comparisons = 2.0 * FREQUENCIES.length * CODES;
    return Math.sqrt(2 * Math.log(2 * comparisons / FALSE_ALARM) / SAMPLES);
  }

  /** Checks that samples of several values, of codes in turns, have the means that mean gives. */
  static void haveTheirMean(Decoder decoder) {
    Specimen<BoundDecoder> specimen = Specimen.decoder(decoder);
    Sizes sizes = Sizes.precise(2);
    INDArray codes = Numbers.gaussians(RandomStream.of(16), CODES, sizes.latent());
    double[] means =
        Numbers.values(
            specimen.value(specimen.moved(sizes), DecoderChecks.mean(specimen), List.of(codes)));
    double[] samples = Sampler.of(specimen, decoder, sizes).inTurns(codes, RandomStream.of(17));
    double quantile =
        -new NormalDistribution(null, 0, 1)
            .inverseCumulativeProbability(FALSE_ALARM / (2 * means.length));
    for (int i = 0; i < means.length; i++) {
      double[] of = everyOther(samples, i, means.length);
      double sampled = StatUtils.mean(of);
      double error = Math.sqrt(StatUtils.variance(of) / of.length);
      Breach.unless(
          Math.abs(sampled - means[i])
              <= quantile * error + DecoderChecks.QUADRATURE * (1 + Math.abs(means[i])),
          "the samples of value %d of %d have the mean %.4f +- %.4f; mean gives %.4f for their code:"
              + " each value must be drawn for its own code and place in the row",
          i % sizes.data() + 1,
          sizes.data(),
          sampled,
          error,
          means[i]);
    }
  }

  /** Returns every stride-th value from a place on. */
  private static double[] everyOther(double[] values, int from, int stride) {
    return IntStream.range(0, values.length / stride)
        .mapToDouble(i -> values[from + i * stride])
        .toArray();
  }

  /**
   * Checks that the same stream gives the same data, and another stream other data, where the data
   * of a code are not almost certain.
   */
  static void dependOnTheStream(Decoder decoder) {
    Sampler sampler = Sampler.of(Specimen.decoder(decoder), decoder, Sizes.precise(2));
    INDArray codes = Nd4j.tile(Numbers.gaussians(RandomStream.of(18), 1, 2), 1000, 1);
    INDArray data = sampler.sample(codes, RandomStream.of(1));
    if (data.equals(Nd4j.tile(Numbers.row(data, 0), 1000, 1))) {
      throw new NotApplicable("all samples of a code are equal");
    }
    ReproducibilityChecks.samplesDependOnTheStream(random -> sampler.sample(codes, random));
  }
}
