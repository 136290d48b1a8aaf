package org.elbosurgery.framework.density;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.number.Impossible;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whether exp(log p) is a density, and of the samples that are drawn from it: in one or two
 * dimensions by quadrature, in more by {@linkplain BridgeSampling bridge sampling}. Nothing that
 * the distribution says of its own normaliser enters but its stated error.
 *
 * @param logNormalizer log of the integral of p in nats, 0 for a density; its error includes the
 *     {@linkplain Distribution#logNormalizerError stated} one; empty where it is not determined:
 *     the samples are of another density, or too few of them lie where the reference is
 * @param samplesProbability the probability that samples of p deviate from it as far as these did;
 *     empty if that could not be tested
 * @param failure why the density could not be checked at all: what failed in it; empty if nothing
 *     did
 */
public record DensityCheck(
    Optional<Estimate> logNormalizer,
    Optional<Double> samplesProbability,
    Optional<String> failure) {

  /** A log normaliser that is closer to 0, in nats, is not wrong. */
  public static final double TOLERANCE = 0.005;

  /** Samples that deviate with a smaller probability are of another density. */
  public static final double FALSE_ALARM = 1e-6;

  /** The number of samples of p, and of the reference, from which the normaliser is estimated. */
  private static final int SAMPLES = 10_000;

  /** The number of samples of p to which the reference is fitted. */
  private static final int FITTED = 4500;

  /** The number of codes to which it is fitted, too. */
  private static final int CODES = 1500;

  /** The numbers of mixture components of the reference that are tried. */
  private static final int[] COMPONENTS = {32, 512};

  /** With less overlap, more components are tried. */
  private static final double ENOUGH = 0.1;

  /** Coordinates count in the test of samples up to this many standard deviations. */
  private static final double FAR = 3;

  /** The number of groups in which samples of the line or the plane are counted. */
  private static final int GROUPS = 40;

  /** Makes a check in which nothing failed. */
  public DensityCheck(Optional<Estimate> logNormalizer, Optional<Double> samplesProbability) {
    this(logNormalizer, samplesProbability, Optional.empty());
  }

  /**
   * Checks a density. One that throws, returns the wrong shape or NaN, or samples that are not
   * finite, fails the check alone: the terms of an ELBO need no samples of its prior.
   *
   * @param density the density
   * @param codes the posteriors of codes at which it is used; none are needed, but p is then looked
   *     at only where its own samples are
   * @param random the source of randomness; the same stream gives the same check
   */
  public static DensityCheck of(
      Distribution density, Optional<Posteriors> codes, RandomStream random) {
    try {
      return density.dimensions() <= 2
          ? new Checking(density, random)
              .byQuadrature()
              .orElseGet(() -> byBridge(density, codes, random))
          : byBridge(density, codes, random);
    } catch (ElboException e) {
      return new DensityCheck(
          Optional.empty(), Optional.empty(), Optional.of(String.join("; ", e.problems())));
    }
  }

  /** Checks a density of any number of dimensions by bridge sampling. */
  static DensityCheck byBridge(
      Distribution density, Optional<Posteriors> codes, RandomStream random) {
    return new Checking(density, random).byBridge(codes);
  }

  /** Returns a sentence for each finding; none if it is a density, as far as can be seen. */
  public List<String> warnings() {
    return Stream.of(
            failure.map(problem -> "the prior's density could not be checked: " + problem),
            samplesProblem(),
            normalizerProblem())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns a sentence if samples do not follow the density. */
  public Optional<String> samplesProblem() {
    return samplesProbability
        .filter(probability -> probability < FALSE_ALARM)
        .map(
            probability ->
                String.format(
                    Locale.ROOT,
                    "samples of the prior do not follow its log p(z): they would deviate as far"
                        + " with probability %.0e; sample and logProb belong to different"
                        + " distributions",
                    probability));
  }

  /** Returns a sentence if the density does not integrate to 1. */
  public Optional<String> normalizerProblem() {
    return logNormalizer.flatMap(
        estimate ->
            Impossible.beyond(
                "log normaliser",
                estimate,
                TOLERANCE,
                String.format(
                    Locale.ROOT,
                    "the prior's density integrates to %.4g, not to 1, so every KL is too %s by"
                        + " %.3f nats",
                    Math.exp(estimate.mean()),
                    estimate.mean() > 0 ? "small" : "great",
                    Math.abs(estimate.mean()))));
  }

  /** A density while it is checked. */
  private record Checking(Distribution density, RandomStream random) {

    private double[] logProb(double[] z) {
      int d = density.dimensions();
      int n = z.length / d;
      INDArray rows = Nd4j.createFromArray(z).reshape('c', n, d);
      INDArray values = PluginCall.of(density, "logProb", () -> density.logProb(rows));
      return new ReturnedArray(density, "logProb", n, values).ofShape(n).notNaN().doubles();
    }

    private double[] sample(int n, String stream) {
      INDArray rows =
          PluginCall.of(density, "sample", () -> density.sample(n, random.named(stream)));
      return new ReturnedArray(density, "sample", n, rows)
          .ofShape(n, density.dimensions())
          .finite()
          .doubles();
    }

    private Optional<Estimate> withStatedError(Optional<Estimate> estimate) {
      double stated = PluginCall.of(density, "logNormalizerError", density::logNormalizerError);
      return estimate.map(e -> e.widened(stated));
    }

    Optional<DensityCheck> byQuadrature() {
      double[] samples = sample(SAMPLES, "p");
      return DensityCells.of(this::logProb, density.dimensions(), sample(SAMPLES, "cells"))
          .filter(cells -> Double.isFinite(cells.total()) && cells.total() > 0)
          .map(
              cells ->
                  new DensityCheck(
                      withStatedError(Optional.of(Estimate.exact(Math.log(cells.total())))),
                      Optional.of(new CellCounts(cells, GROUPS, samples, SAMPLES).probability())));
    }

    DensityCheck byBridge(Optional<Posteriors> codes) {
      double[] fitted =
          DoubleStream.concat(
                  Arrays.stream(sample(FITTED, "fit")),
                  codes.stream()
                      .map(q -> drawn(q, random.named("codes")))
                      .flatMapToDouble(Arrays::stream))
              .toArray();
      double[] samples = sample(SAMPLES, "p");
      double[] logProb = logProb(samples);
      Bridged best = bridged(fitted, COMPONENTS[0], samples, logProb);
      if (best.bridge.overlap() < ENOUGH) {
        best = bridged(fitted, COMPONENTS[1], samples, logProb);
      }
      double probability = best.probability();
      return new DensityCheck(
          probability < FALSE_ALARM
              ? Optional.empty()
              : withStatedError(best.bridge.logNormalizer()),
          best.bridge.logNormalizer().map(any -> probability));
    }

    /** Draws codes of random data points. */
    private static double[] drawn(Posteriors posteriors, RandomStream random) {
      int d = posteriors.dimensions();
      double[] z = new double[CODES * d];
      for (int first = 0; first < z.length; first += d) {
        int n = random.nextInt(posteriors.size());
        for (int j = 0; j < d; j++) {
          double noise = posteriors.standardDeviation(n, j) * random.nextGaussian();
          z[first + j] = posteriors.mean(n, j) + noise;
        }
      }
      return z;
    }

    private Bridged bridged(double[] fitted, int components, double[] samples, double[] logProb) {
      RandomStream own = random.named("reference").at(components);
      Reference reference =
          Reference.fit(fitted, density.dimensions(), components, own.named("fit"));
      double[] others = reference.sample(SAMPLES, own.named("samples"));
      double[] u = reference.coordinates(samples);
      double[] v = reference.coordinates(others);
      return new Bridged(
          reference,
          DoubleStream.concat(Arrays.stream(u), Arrays.stream(v)).toArray(),
          new BridgeSampling(
              ratios(logProb, reference.logProb(u)),
              ratios(logProb(others), reference.logProb(v))));
    }

    private static double[] ratios(double[] logProb, double[] reference) {
      double[] ratios = new double[logProb.length];
      Arrays.setAll(ratios, i -> logProb[i] - reference[i]);
      return ratios;
    }
  }

  /** A density with a reference. */
  private static final class Bridged {

    private final Reference reference;
    private final double[] coordinates;
    private final BridgeSampling bridge;

    /**
     * Bridges the two.
     *
     * @param coordinates of the samples of both, first those of the density
     */
    Bridged(Reference reference, double[] coordinates, BridgeSampling bridge) {
      this.reference = reference;
      this.coordinates = coordinates;
      this.bridge = bridge;
    }

    /**
     * Returns the probability of the largest deviation of the samples, in the position and the
     * spread along each axis and in how many lie about each component of the reference, counted as
     * independent (Bonferroni).
     */
    double probability() {
      int d = coordinates.length / (2 * SAMPLES);
      int[] nearest = reference.nearest(coordinates);
      double least =
          IntStream.range(0, d)
              .mapToDouble(
                  j ->
                      Math.min(
                          bridge.probability(i -> near(i * d + j)),
                          bridge.probability(i -> near(i * d + j) * near(i * d + j))))
              .min()
              .orElseThrow();
      for (int k = 0; k < reference.components(); k++) {
        int component = k;
        least = Math.min(least, bridge.probability(i -> nearest[i] == component ? 1 : 0));
      }
      return Math.min(1, least * (2 * d + reference.components()));
    }

    private double near(int at) {
      return Math.max(-FAR, Math.min(FAR, coordinates[at]));
    }
  }
}
