package org.elbosurgery.framework.codes;

import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.RowCodes;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.surgery.PosteriorSurgery;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The surgery of codes of a model that was trained anywhere. At the same codes, prior, estimator
 * and seed its terms are those of a run, bit for bit, but for the reconstruction, which it is
 * given.
 *
 * @param estimator estimates the terms
 * @param samples of z per data point
 * @param threads to compute on
 * @param seed of all randomness
 */
public record CodesSurgery(Estimator estimator, int samples, int threads, long seed) {

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

  private Surgery operate(RowCodes rows, Distribution prior, Split split, TaskListener listener) {
    PosteriorSurgery surgery = new PosteriorSurgery();
    Budget budget =
        new Budget(
            samples,
            threads,
            (done, total) -> listener.advanced("surgery of " + split.label(), done, total));
    RandomStream random = RandomStream.of(seed).named("surgery").named(split.label());
    Surgery found =
        split == Split.TRAIN
            ? surgery.operate(rows.posteriors(), prior, estimator, budget, random)
            : surgery.decompose(rows.posteriors(), prior, estimator, budget, random);
    return rows.reconstruction().map(found::with).orElse(found).labelled(rows.labels());
  }
}
