package org.elbosurgery.framework.training;

import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.catalog.RecordChoice;

/**
 * How the learning rate changes from epoch to epoch, as an option: {@code
 * milestones:at=200/350,factor=0.1}. It depends only on earlier epochs, so that a resumed training
 * continues as it would have without interruption.
 */
public sealed interface RateSchedule {

  /** Returns all schedules. */
  static RecordChoice<RateSchedule> all() {
    return RecordChoice.of(
        RateSchedule.class, List.of(Constant.class, Milestones.class, Cosine.class, Plateau.class));
  }

  /**
   * Makes a schedule.
   *
   * @param text its name, with options that differ from their defaults
   * @throws org.elbosurgery.api.ElboException USER if the name or an option is wrong, with all
   *     problems
   */
  static RateSchedule parse(String text) {
    RateSchedule schedule = all().parse(text);
    if (schedule instanceof Milestones milestones && milestones.at().isEmpty()) {
      throw new IllegalArgumentException(
          "there are no milestones; give milestones:at=EPOCH/EPOCH/..., such as at=200/350/500");
    }
    return schedule;
  }

  /**
   * Returns the factor on the learning rate in the next epoch.
   *
   * @param options of the whole training
   * @param before the metrics of the epochs before it
   */
  double factor(TrainingOptions options, List<EpochMetrics> before);

  /** The same learning rate in every epoch. */
  @Plugin(name = "constant", summary = "the same learning rate in every epoch")
  record Constant() implements RateSchedule {

    @Override
    public double factor(TrainingOptions options, List<EpochMetrics> before) {
      return 1;
    }

    @Override
    public String toString() {
      return PluginSpec.of(this).toString();
    }
  }

  /**
   * A factor after each of some epochs.
   *
   * @param at epochs after which the rate falls, ascending, separated by slashes
   * @param factor the factor by which the rate is multiplied after each
   */
  @Plugin(name = "milestones", summary = "a factor on the learning rate after each of some epochs")
  record Milestones(
      @Option("epochs after which the learning rate falls, such as 200/350/500") String at,
      @Option("factor on the learning rate after each") @Positive @Max(1) double factor)
      implements RateSchedule {

    /**
     * Checks the milestones.
     *
     * @throws IllegalArgumentException if they are not ascending whole numbers
     */
    public Milestones {
      if (!at.isEmpty() && !at.matches("[1-9][0-9]{0,8}(/[1-9][0-9]{0,8}){0,99}")) {
        throw new IllegalArgumentException(
            "at is '" + at + "'; give epochs separated by slashes, such as 200/350/500");
      }
      int[] sorted = epochs(at);
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i] <= sorted[i - 1]) {
          throw new IllegalArgumentException(
              "at is '" + at + "'; give ascending epochs, such as 200/350/500");
        }
      }
    }

    /** Has no milestones, which {@link RateSchedule#parse} refuses. */
    public Milestones() {
      this("", 0.1);
    }

    private static int[] epochs(String at) {
      return at.isEmpty()
          ? new int[0]
          : Arrays.stream(at.split("/", -1)).mapToInt(Integer::parseInt).toArray();
    }

    @Override
    public double factor(TrainingOptions options, List<EpochMetrics> before) {
      long passed = Arrays.stream(epochs(at)).filter(epoch -> epoch <= before.size()).count();
      return Math.pow(factor, (double) passed);
    }

    @Override
    public String toString() {
      return PluginSpec.of(this).toString();
    }
  }

  /**
   * Half a cosine from the full rate down to a share of it: floor + (1 - floor)(1 + cos(pi e / E))
   * / 2 in epoch e of E, counted from 0.
   *
   * @param floor the share of the rate at the end
   */
  @Plugin(
      name = "cosine",
      summary = "half a cosine from the full learning rate down to a share of it",
      reference =
          "Loshchilov and Hutter 2017, SGDR: stochastic gradient descent with warm restarts")
  record Cosine(@Option("share of the learning rate at the end") @Min(0) @Max(1) double floor)
      implements RateSchedule {

    /** Falls to zero. */
    public Cosine() {
      this(0);
    }

    @Override
    public double factor(TrainingOptions options, List<EpochMetrics> before) {
      double done = (double) before.size() / options.epochs();
      return floor + (1 - floor) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    @Override
    public String toString() {
      return PluginSpec.of(this).toString();
    }
  }

  /**
   * A factor whenever the ELBO stops improving: the ELBO of the validation rows, or of the training
   * rows if none are held out. Epochs of the warm-up do not count.
   *
   * @param patience epochs without a gain before the rate falls
   * @param gain nats by which an epoch must be better than the best before it
   * @param factor the factor by which the rate is multiplied
   */
  @Plugin(
      name = "plateau",
      summary = "a factor on the learning rate whenever the ELBO stops improving")
  record Plateau(
      @Option("epochs without a gain before the learning rate falls") @Min(1) int patience,
      @Option("nats by which an epoch must be better than the best before it") @Min(0) double gain,
      @Option("factor on the learning rate") @Positive @Max(1) double factor)
      implements RateSchedule {

    /** Falls to a tenth after ten epochs without a gain. */
    public Plateau() {
      this(10, 0.01, 0.1);
    }

    @Override
    public double factor(TrainingOptions options, List<EpochMetrics> before) {
      double best = Double.NEGATIVE_INFINITY;
      int since = 0;
      double rate = 1;
      for (EpochMetrics epoch : before.subList(warmup(options, before), before.size())) {
        double elbo = epoch.validationElbo().orElse(epoch.elbo());
        if (elbo > best + gain) {
          best = elbo;
          since = 0;
        } else if (++since == patience) {
          rate *= factor;
          since = 0;
        }
      }
      return rate;
    }

    private static int warmup(TrainingOptions options, List<EpochMetrics> before) {
      return Math.min(options.warmup(), before.size());
    }

    @Override
    public String toString() {
      return PluginSpec.of(this).toString();
    }
  }
}
