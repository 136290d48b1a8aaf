package org.elbosurgery.framework.codes;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.RowCodes;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.PartialSums;
import org.elbosurgery.framework.surgery.PosteriorSurgery;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of codes of a model that was trained anywhere. At the same codes, prior, estimator
 * and seed its terms are those of a run, bit for bit, but for the reconstruction, which it is
 * given.
 *
 * @param estimators estimates the terms of each split
 * @param samples of z per data point
 * @param threads to compute on
 * @param seed of all randomness
 */
public record CodesSurgery(
    Function<Split, Estimator> estimators, int samples, int threads, long seed) {

  /** Estimates the terms of both splits in the same way. */
  public CodesSurgery(Estimator estimator, int samples, int threads, long seed) {
    this(split -> estimator, samples, threads, seed);
  }

  /**
   * Takes the codes of training rows and of test rows apart, each with an aggregate posterior of
   * their own.
   *
   * @param name tells the codes apart from others
   * @param prior of the model
   * @param listener receives the progress
   * @throws ElboException as {@link PosteriorSurgery#operate}
   */
  public CodesResult operate(
      String name, ModelCodes codes, Distribution prior, TaskListener listener) {
    Surgery train = operate(codes.train(), prior, Split.TRAIN, listener);
    Optional<Surgery> test = codes.test().map(rows -> operate(rows, prior, Split.TEST, listener));
    return new CodesResult(name, train, test);
  }

  /**
   * Makes the inner sums over a share of the components, for another call, with {@link
   * SubsampledEstimator#merging} in place of the estimator, to merge.
   *
   * @param points the number of data points whose samples are summed, rounded up to a multiple of
   *     500
   * @return the sums of each split that the codes have
   * @throws ElboException as {@link PosteriorSurgery#sums}
   */
  public Map<Split, PartialSums> sums(
      ModelCodes codes, Share share, int points, TaskListener listener) {
    Map<Split, PartialSums> sums = new EnumMap<>(Split.class);
    sums.put(Split.TRAIN, sums(codes.train(), share, points, Split.TRAIN, listener));
    codes
        .test()
        .ifPresent(rows -> sums.put(Split.TEST, sums(rows, share, points, Split.TEST, listener)));
    return sums;
  }

  private PartialSums sums(
      RowCodes rows, Share share, int points, Split split, TaskListener listener) {
    return new PosteriorSurgery()
        .sums(rows.posteriors(), share, points, budget(split, listener), random(split));
  }

  private Surgery operate(RowCodes rows, Distribution prior, Split split, TaskListener listener) {
    PosteriorSurgery surgery = new PosteriorSurgery();
    Estimator estimator = estimators.apply(split);
    Budget budget = budget(split, listener);
    RandomStream random = random(split);
    Surgery found =
        split == Split.TRAIN
            ? surgery.operate(rows.posteriors(), prior, estimator, budget, random)
            : surgery.decompose(rows.posteriors(), prior, estimator, budget, random);
    return rows.reconstruction().map(found::with).orElse(found).labelled(rows.labels());
  }

  private Budget budget(Split split, TaskListener listener) {
    return new Budget(
        samples,
        threads,
        (done, total) -> listener.advanced("surgery of " + split.label(), done, total));
  }

  private RandomStream random(Split split) {
    return RandomStream.of(seed).named("surgery").named(split.label());
  }
}
