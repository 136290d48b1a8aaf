package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.OpenCall;
import org.elbosurgery.framework.call.PluginCall;

/**
 * Checks the answers of an estimator: exceptions, missing estimates, NaN and contradictions are
 * reported with the plugin's class and jar.
 *
 * @param estimator the plugin
 */
public record CheckedEstimator(Estimator estimator) implements Estimator {

  private static final int TRIAL_SIZE = 4;

  /**
   * {@inheritDoc}
   *
   * <p>The estimator's errors are due to sampling; the {@linkplain Distribution#logNormalizerError
   * error of an estimated normaliser} is added here, to the average and the marginal KL. The routes
   * keep the errors of sampling alone.
   *
   * @throws ElboException USER if the posteriors have more dimensions than the estimator works in;
   *     PLUGIN if the estimator throws, leaves an estimate out, returns terms that {@linkplain
   *     TermIdentity contradict each other}, or returns values per data point that are not finite
   *     or not of points of the data set; an ElboException that it throws is passed on
   */
  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    requireDimensions(posteriors.dimensions());
    Budget watched =
        new Budget(
            budget.samplesPerPoint(),
            budget.threads(),
            (done, total) -> {
              OpenCall.giveSign();
              budget.progress().progress(done, total);
            });
    Decomposition terms =
        PluginCall.of(
            estimator, "estimate", () -> estimator.estimate(posteriors, prior, watched, random));
    if (missesEstimate(terms)) {
      throw PluginCall.fault(estimator, "estimate", "returned null for an estimate", null);
    }
    terms.points().ifPresent(points -> requireValid(points, posteriors.size()));
    TermIdentity.contradiction(terms).ifPresent(this::refuse);
    double error = new CheckedPrior(prior).logNormalizerError();
    return withNormalizerError(terms.with(informationBound()), error);
  }

  /**
   * Adds the error of the prior's log normaliser to the terms with log p(z). In the residual it
   * cancels.
   */
  private static Decomposition withNormalizerError(Decomposition terms, double error) {
    return new Decomposition(
        terms.averageKl().widened(error),
        terms.mutualInformation(),
        terms.marginalKl().widened(error),
        terms.residual(),
        terms.routes(),
        terms.points(),
        terms.bound(),
        terms.kernel());
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException PLUGIN if the estimator throws or returns null
   */
  @Override
  public InformationBound informationBound() {
    return PluginCall.of(estimator, "informationBound", estimator::informationBound);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException PLUGIN if the estimator throws, or answers less than 1
   */
  @Override
  public int maxDimensions() {
    int most = PluginCall.of(estimator, "maxDimensions", estimator::maxDimensions);
    if (most < 1) {
      throw PluginCall.fault(
          estimator, "maxDimensions", "returned " + most + "; codes have 1 or more", null);
    }
    return most;
  }

  private void requireDimensions(int dimensions) {
    int most = maxDimensions();
    if (dimensions > most) {
      throw ElboException.user(
          "the estimator takes codes of at most %d dimensions, not %d: take another, such as exact"
              .formatted(most, dimensions));
    }
  }

  /**
   * Tries the estimator on four posteriors of unit variance with the standard Gaussian as prior, so
   * that an estimator that cannot work is found before a model is trained.
   *
   * @param dimensions d
   * @throws ElboException USER if these are more dimensions than it works in; PLUGIN if {@link
   *     #estimate} throws it; an exception of another category, which may be due to the small
   *     number of posteriors, is ignored
   */
  public void tryOut(int dimensions) {
    requireDimensions(dimensions);
    RandomStream random = RandomStream.of(0);
    float[] means = random.gaussians(TRIAL_SIZE * dimensions);
    Posteriors posteriors = new Posteriors(TRIAL_SIZE, dimensions, means, new float[means.length]);
    try {
      estimate(
          posteriors, DiagonalGaussianMixture.standard(dimensions), Budget.of(2, 1), random.at(0));
    } catch (ElboException e) {
      if (e.category() == ElboException.Category.PLUGIN) {
        throw e;
      }
    }
  }

  private static boolean missesEstimate(Decomposition terms) {
    List<Object> parts = new ArrayList<>();
    parts.addAll(
        Arrays.asList(
            terms.averageKl(),
            terms.mutualInformation(),
            terms.marginalKl(),
            terms.residual(),
            terms.points()));
    parts.addAll(terms.routes().values());
    return parts.contains(null);
  }

  private void refuse(String numbers) {
    throw PluginCall.fault(
        estimator,
        "estimate",
        "returned terms that contradict average KL = mutual information + marginal KL + residual: "
            + numbers,
        null);
  }

  private void requireValid(PointValues points, int size) {
    if (!points.fit(size)) {
      String given =
          points
              .indices()
              .map(rows -> "a value for row number " + rows[rows.length - 1] + ", counted from 0")
              .orElseGet(() -> "values for " + points.size() + " points");
      throw PluginCall.fault(
          estimator, "estimate", "returned " + given + "; there are " + size, null);
    }
    boolean finite =
        Stream.of(points.averageKl(), points.mutualInformation(), points.marginalKl())
            .flatMapToDouble(Arrays::stream)
            .allMatch(Double::isFinite);
    if (!finite) {
      throw PluginCall.fault(
          estimator,
          "estimate",
          "returned values per data point that are not finite numbers",
          null);
    }
  }
}
