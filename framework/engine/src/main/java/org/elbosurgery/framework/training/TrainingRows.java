package org.elbosurgery.framework.training;

import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Rows;

/**
 * The rows that a training run may use: all training rows of a data set or, with early stopping,
 * all but the last sixth, which are held out for validation. (For static binarized MNIST these are
 * the validation rows of its authors.)
 */
public final class TrainingRows {

  private static final int HELD_OUT = 6;

  private final DataSet data;
  private final int fitted;

  /**
   * Splits the training rows of a data set.
   *
   * @throws ElboException USER if early stopping is requested and there are too few rows to hold
   *     any out
   */
  public TrainingRows(DataSet data, TrainingOptions options) {
    this.data = data;
    int all = data.train().size();
    if (options.patience() > 0 && all < HELD_OUT) {
      throw ElboException.user(
          "patience holds out a sixth of the training rows, but there are only "
              + all
              + "; take more rows, or patience 0");
    }
    this.fitted = options.patience() > 0 ? all - all / HELD_OUT : all;
  }

  /** Returns the rows to which the parameters are fitted, in one fixed draw if they are random. */
  public Rows fitted() {
    return data.train().first(fitted);
  }

  /** Returns the fitted rows as drawn for an epoch, counted from 0. */
  Rows fittedInEpoch(int epoch) {
    return data.trainInEpoch(epoch).first(fitted);
  }

  /** Returns the rows held out to decide when to stop; empty if training never stops early. */
  Optional<Rows> validation() {
    int all = data.train().size();
    return fitted == all ? Optional.empty() : Optional.of(data.train().slice(fitted, all));
  }
}
