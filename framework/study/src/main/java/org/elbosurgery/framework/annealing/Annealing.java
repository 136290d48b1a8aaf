package org.elbosurgery.framework.annealing;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.RandomStream;

/**
 * Annealed importance sampling of groups of chains along a path (Neal 2001). One group has the
 * chains of one data point, and a step size of its own.
 *
 * <pre>
 * log w = sum_t log f_t(z_(t-1)) - log f_(t-1)(z_(t-1)),   t = 1, ..., T
 * </pre>
 *
 * where z_0 is a sample of f_0 and z_t comes from z_(t-1) by a transition that leaves f_t
 * invariant. The mean of w is the ratio of the integrals of f_1 and f_0, without bias. In reverse,
 * from a sample of f_1, it is the inverse ratio.
 *
 * @param path the path
 * @param schedule the inverse temperatures
 * @param groups the number of groups
 * @param afterEach is called after each transition
 */
record Annealing(AnnealingPath path, SigmoidSchedule schedule, int groups, Runnable afterEach) {

  /** The acceptance that the step size is adapted to (Neal 2011: optimal in high dimensions). */
  private static final double ACCEPTANCE = 0.65;

  /** By how much the logarithm of the step size follows the acceptance of a transition. */
  private static final double GAIN = 0.5;

  private static final double FIRST_STEP = 0.3;

  /** Transitions at the first temperature, from which the pilot begins. */
  private static final int BEFORE = 20;

  /** The end of chains. */
  static final class Ended {

    private final double[] logWeights;
    private final PathPoint at;
    private final double[] acceptance;

    /** Keeps the values without copying. */
    Ended(double[] logWeights, PathPoint at, double[] acceptance) {
      this.logWeights = logWeights;
      this.at = at;
      this.acceptance = acceptance;
    }

    /** Returns the log-weights, {@code [n]}. */
    double[] logWeights() {
      return logWeights;
    }

    /** Returns the last codes that had a part in the weights. */
    PathPoint at() {
      return at;
    }

    /** Returns the mean acceptance of all transitions of a group, {@code [groups]}. */
    double[] acceptance() {
      return acceptance;
    }
  }

  /** Returns the number of transitions of a pilot along a schedule. */
  static int pilotTransitions(SigmoidSchedule schedule) {
    return BEFORE + pilotTemperatures(schedule);
  }

  private static int pilotTemperatures(SigmoidSchedule schedule) {
    return Math.max(50, schedule.temperatures() / 10);
  }

  /**
   * Adapts the step sizes in a shorter annealing, whose chains are then forgotten.
   *
   * @param z samples of f_0, {@code [n, d]}
   * @param random a stream for each chain
   */
  StepSizes pilot(double[] z, RandomStream[] random) {
    SigmoidSchedule shorter = new SigmoidSchedule(pilotTemperatures(schedule));
    int chains = random.length / groups;
    double[] logarithms = new double[groups];
    Arrays.fill(logarithms, Math.log(FIRST_STEP));
    double[][] found = new double[groups][shorter.temperatures()];
    PathPoint at = path.at(z);
    for (int t = 1 - BEFORE; t <= shorter.temperatures(); t++) {
      double[] sizes = new double[random.length];
      Arrays.setAll(sizes, i -> Math.exp(logarithms[i / chains]));
      HamiltonianTransition.Moved next =
          transition(shorter.at(Math.max(0, t))).move(at, sizes, random);
      at = next.at();
      double[] acceptance = means(next.acceptance());
      for (int g = 0; g < groups; g++) {
        if (t >= 1) {
          found[g][t - 1] = logarithms[g];
        }
        logarithms[g] += GAIN * (acceptance[g] - ACCEPTANCE);
      }
      finish();
    }
    return new StepSizes(found);
  }

  /**
   * Anneals samples of f_0 towards f_1.
   *
   * @param z {@code [n, d]}
   * @param random a stream for each chain
   */
  Ended forward(double[] z, StepSizes sizes, RandomStream[] random) {
    Run run = new Run(z, sizes, random);
    int last = schedule.temperatures();
    for (int t = 1; t <= last; t++) {
      run.weigh(t - 1, t);
      if (t < last) {
        run.moveAt(t);
      }
    }
    return run.ended();
  }

  /**
   * Anneals samples of f_1 back to f_0.
   *
   * @param z {@code [n, d]}
   * @param random a stream for each chain
   */
  Ended reverse(double[] z, StepSizes sizes, RandomStream[] random) {
    Run run = new Run(z, sizes, random);
    for (int t = schedule.temperatures(); t >= 1; t--) {
      run.weigh(t, t - 1);
      if (t > 1) {
        run.moveAt(t - 1);
      }
    }
    return run.ended();
  }

  private HamiltonianTransition transition(double b) {
    return new HamiltonianTransition(new Leapfrog(path, b));
  }

  /** Returns the mean of each group. */
  private double[] means(double[] ofChains) {
    int chains = ofChains.length / groups;
    double[] means = new double[groups];
    for (int i = 0; i < ofChains.length; i++) {
      means[i / chains] += ofChains[i] / chains;
    }
    return means;
  }

  private void finish() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    afterEach.run();
  }

  /** Chains on their way. */
  private final class Run {

    private final StepSizes sizes;
    private final RandomStream[] random;
    private final double[] logWeights;
    private final double[] acceptance;
    private PathPoint at;

    Run(double[] z, StepSizes sizes, RandomStream[] random) {
      this.sizes = sizes;
      this.random = random;
      this.logWeights = new double[random.length];
      this.acceptance = new double[groups];
      this.at = path.at(z);
    }

    void weigh(int from, int to) {
      double step = schedule.at(to) - schedule.at(from);
      for (int i = 0; i < logWeights.length; i++) {
        logWeights[i] += step * at.slope(i);
      }
    }

    void moveAt(int t) {
      int last = schedule.temperatures();
      double[] steps = sizes.at((double) t / last, random.length / groups);
      HamiltonianTransition.Moved next = transition(schedule.at(t)).move(at, steps, random);
      at = next.at();
      double[] means = means(next.acceptance());
      for (int g = 0; g < groups; g++) {
        acceptance[g] += means[g] / (last - 1);
      }
      finish();
    }

    Ended ended() {
      return new Ended(logWeights, at, acceptance);
    }
  }
}
