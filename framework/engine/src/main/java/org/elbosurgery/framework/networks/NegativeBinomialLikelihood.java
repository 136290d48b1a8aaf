package org.elbosurgery.framework.networks;

import static org.elbosurgery.api.graph.Activation.SOFTPLUS;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Independent negative binomials of counts, whose means m are the exponentials of the network's
 * outputs, and whose variances are m + m^2 / r with the dispersion r (Lopez et al. 2018):
 *
 * <pre>
 * log p(x) = log G(x + r) - log G(r) - log x! + r log(r / (r + m)) + x log(m / (r + m))
 * </pre>
 *
 * <p>For large counts these terms are large and cancel. With Stirling's series for the gamma
 * function G at b + r, b and 4 + r, where b = x + 4, the large parts cancel in the formula; what
 * remains is of the size of the result, and needs neither the gamma function nor its derivative.
 * The error of the series is below 1e-8.
 *
 * @param logDispersion natural logarithm of r, {@code [1, 1]} or {@code [1, D]}
 */
record NegativeBinomialLikelihood(SDVariable logDispersion) implements BoundLikelihood {

  static final Interval SCALES = new Interval(Math.exp(-8), Math.exp(8));

  /** A mean of 5e8; counts above 1.7e7 are rounded in single precision. */
  private static final Interval LOG_MEANS = new Interval(Double.NEGATIVE_INFINITY, 20);

  /** By how much Stirling's series is shifted. */
  private static final double SHIFT = 4;

  private static final double STIRLING = SHIFT - 0.5 * Math.log(2 * Math.PI);

  static NegativeBinomialLikelihood bind(GraphScope scope, Scale scale, double start) {
    Interval bounds = Likelihood.logarithms(SCALES);
    return new NegativeBinomialLikelihood(
        scale.bind(scope, "log-dispersion", Math.log(start), bounds));
  }

  @Override
  public SDVariable logProb(SDVariable x, SDVariable logMeans) {
    SDVariable mean = Clip.to(logMeans, LOG_MEANS).sub(logDispersion); // log(m / r)
    SDVariable r = x.getSameDiff().math().exp(logDispersion);
    SDVariable b = x.add(SHIFT);
    SDVariable log = x.getSameDiff().math().log(b).sub(logDispersion); // log(b / r)
    SDVariable count =
        b.sub(0.5).mul(SOFTPLUS.apply(log.neg())).sub(x.mul(SOFTPLUS.apply(mean.neg())));
    SDVariable dispersion = SOFTPLUS.apply(log).sub(SOFTPLUS.apply(mean)).mul(r);
    SDVariable rest = series(b.add(r)).sub(series(b)).add(logFactors(x, r));
    return Reduction.sumOfRows(count.add(dispersion).add(rest).add(constant(r)));
  }

  /**
   * Returns what depends on the dispersion alone: 4 - 1/2 log 2 pi - r log((4 + r) / r) - (4 - 1/2)
   * log(4 + r), minus the series at 4 + r.
   */
  private SDVariable constant(SDVariable r) {
    SDVariable shifted = r.add(SHIFT);
    return SOFTPLUS
        .apply(logDispersion.neg().add(Math.log(SHIFT)))
        .mul(r)
        .add(r.getSameDiff().math().log(shifted).mul(SHIFT - 0.5))
        .add(series(shifted))
        .rsub(STIRLING);
  }

  /**
   * Returns the logarithm of the factors by which gamma functions at b, b + r and 4 + r differ from
   * those needed: r (r + 1) (r + 2) (r + 3) / (x + r) times the product of i / (i + r), i = x + 1,
   * x + 2, x + 3.
   */
  private static SDVariable logFactors(SDVariable x, SDVariable r) {
    SDVariable product = r.div(x.add(r));
    for (int i = 1; i < SHIFT; i++) {
      SDVariable next = x.add(i);
      product = product.mul(next.div(next.add(r))).mul(r.add(i));
    }
    return x.getSameDiff().math().log(product);
  }

  /** Returns log G(y) - ((y - 1/2) log y - y + 1/2 log 2 pi), for y of at least 4. */
  private static SDVariable series(SDVariable y) {
    SDVariable u = y.rdiv(1);
    SDVariable t = y.getSameDiff().math().square(u);
    return t.mul(-1.0 / 1680).add(1.0 / 1260).mul(t).sub(1.0 / 360).mul(t).add(1.0 / 12).mul(u);
  }

  @Override
  public SDVariable mean(SDVariable logMeans) {
    return logMeans.getSameDiff().math().exp(Clip.to(logMeans, LOG_MEANS));
  }

  /**
   * A negative binomial is a Poisson whose mean has the Gamma distribution of shape r and mean m.
   */
  @Override
  public ValueSampler sampler(GraphValues values) {
    ValueSampler.Columns logDispersions = ValueSampler.columns(values, logDispersion);
    return (logMean, column, random) -> {
      RandomGenerator generator = new StreamGenerator(random);
      double r = Math.exp(logDispersions.at(column));
      double scale = Math.exp(Math.min(logMean, LOG_MEANS.high())) / r;
      double mean =
          scale < Double.MIN_NORMAL ? 0 : new GammaDistribution(generator, r, scale).sample();
      return mean < Double.MIN_NORMAL
          ? 0
          : new PoissonDistribution(
                  generator,
                  mean,
                  PoissonDistribution.DEFAULT_EPSILON,
                  PoissonDistribution.DEFAULT_MAX_ITERATIONS)
              .sample();
    };
  }
}
