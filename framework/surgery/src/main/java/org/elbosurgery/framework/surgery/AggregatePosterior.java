package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.OpenCall;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.kernel.OrderedSamples;
import org.elbosurgery.framework.kernel.PairKernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The aggregate posterior q(z) = (1/N) sum_n N(z; mean_n, diag exp(logVariance_n)) of a data set,
 * exact: log q(z) is a streaming log-sum-exp over all N components. Immutable, and safe for use by
 * several threads.
 *
 * <p>The single-precision kernels leave out components that cannot matter: it is certain that all
 * of them together change log q(z) and the responsibility entropy by at most 1e-6 nats each. The
 * rest of the error is rounding: at most 1e-5 nats for the posteriors of a trained VAE, and 1e-6 of
 * log q(z) far away from them, where it is large in magnitude. Posteriors that are too narrow for
 * single precision are given the double-precision kernel automatically, which leaves out only terms
 * below the last place of the sum.
 */
public final class AggregatePosterior implements Distribution {

  /**
   * The smallest standard deviation, in units in the last place of its mean, that is not lost in
   * rounding.
   */
  private static final double MIN_UNITS = 0x1p8;

  /**
   * The square of a number beyond this is not finite, and the square of one below its inverse is 0.
   */
  private static final double MAX = 1e150;

  private final Posteriors posteriors;
  private final PosteriorParts parts;
  private final Kernel kernel;
  private final IntFunction<PairKernel> kernels;
  private final int threads;

  /**
   * Makes the aggregate posterior with the fastest kernel that is precise enough for the
   * posteriors.
   *
   * @param posteriors the posteriors q(z|x_n)
   * @throws ElboException USER if a standard deviation is too small for double precision
   */
  public AggregatePosterior(Posteriors posteriors) {
    this(posteriors, PosteriorParts.of(posteriors));
  }

  private AggregatePosterior(Posteriors posteriors, PosteriorParts parts) {
    this(posteriors, parts, parts.fastest());
  }

  /**
   * Makes the aggregate posterior with a kernel of the caller's choice.
   *
   * @param posteriors the posteriors q(z|x_n)
   * @param kernel how to compute; a single-precision kernel is used even if it is not precise
   *     enough
   * @throws ElboException USER if a standard deviation is too small for double precision, or this
   *     JVM cannot run the kernel
   */
  public AggregatePosterior(Posteriors posteriors, Kernel kernel) {
    this(posteriors, PosteriorParts.of(posteriors), kernel);
  }

  /** Makes the aggregate posterior of parts of the caller's choice. */
  AggregatePosterior(Posteriors posteriors, PosteriorParts parts, Kernel kernel) {
    parts.forEach(AggregatePosterior::requireResolvable);
    this.posteriors = posteriors;
    this.parts = parts;
    this.kernel = kernel;
    this.kernels = kernels(posteriors, parts, kernel);
    this.threads = Runtime.getRuntime().availableProcessors();
  }

  /** Returns the kernels of the parts: that of a single one is kept, others are made when asked. */
  private static IntFunction<PairKernel> kernels(
      Posteriors posteriors, PosteriorParts parts, Kernel kernel) {
    if (parts.count() > 1) {
      return part -> kernel.over(parts.part(part), posteriors.size());
    }
    PairKernel only = kernel.over(posteriors);
    return part -> only;
  }

  private AggregatePosterior(AggregatePosterior other, int threads) {
    this.posteriors = other.posteriors;
    this.parts = other.parts;
    this.kernel = other.kernel;
    this.kernels = other.kernels;
    this.threads = threads;
  }

  /**
   * Returns the same distribution with a {@link #logProb} that computes on a number of threads.
   *
   * @param threads at least 1
   */
  public AggregatePosterior onThreads(int threads) {
    return new AggregatePosterior(this, threads);
  }

  /** Refuses posteriors that are too narrow for double precision. */
  static void requireResolvable(Posteriors posteriors, int from) {
    for (int n = 0; n < posteriors.size(); n++) {
      for (int j = 0; j < posteriors.dimensions(); j++) {
        double mean = posteriors.mean(n, j);
        double s = posteriors.standardDeviation(n, j);
        double min = Math.max(1 / MAX, MIN_UNITS * Math.ulp(mean));
        if (!(s >= min && s <= MAX && Math.abs(mean) <= MAX)) {
          throw ElboException.user(
              ("row %s, dimension %s: double precision cannot compute with the mean %s and the"
                      + " standard deviation %s (log-variance %s): standard deviations are from"
                      + " 1e-150 to 1e150 and above 6e-14 of the mean, means below 1e150; clip the"
                      + " log-variances (between -20 and 20, say), and scale or shift the means")
                  .formatted(from + n, j, mean, s, posteriors.logVariance(n, j)));
        }
      }
    }
  }

  /** Returns N, the number of components. */
  public int size() {
    return posteriors.size();
  }

  @Override
  public int dimensions() {
    return posteriors.dimensions();
  }

  /** Returns how the inner sums are computed. */
  public Kernel kernel() {
    return kernel;
  }

  /**
   * Evaluates log q(z) and the responsibility entropy at samples of unknown origin. It needs memory
   * for S samples and results, and a few blocks for each thread. The results do not depend on the
   * number of threads.
   *
   * @param z samples, {@code [S, d]} row by row; S may be 0
   * @param threads threads to compute on, at least 1
   * @param progress receives the number of samples done, of S; its calls do not overlap
   * @return log q(z) and H(r(z))
   * @throws IllegalArgumentException if the length of z is no multiple of d, or a value is not
   *     finite (the sample is named)
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its
   *     interrupt flag is then set
   */
  public MixingValues evaluate(double[] z, int threads, ProgressListener progress) {
    int[] origin = new int[requireFinite(z) / dimensions()];
    Arrays.fill(origin, OrderedSamples.UNKNOWN);
    return parts.sums(kernels, z, origin, threads, progress).mean(size());
  }

  /**
   * Evaluates log q(z) and the responsibility entropy at samples of known origin. This is faster,
   * because a sample is near the component that it was drawn from, so that other components can be
   * ruled out sooner. A wrong origin costs time but does not change the results beyond the stated
   * error.
   *
   * @param z samples, {@code [S, d]} row by row; S may be 0
   * @param origin the number of the component that each sample was drawn from, {@code [S]}
   * @param threads threads to compute on, at least 1
   * @param progress receives the number of samples done, of S; its calls do not overlap
   * @return log q(z) and H(r(z))
   * @throws IllegalArgumentException if the length of z is no multiple of d, or a value is not
   *     finite (the sample is named); if an origin is missing, or is not the number of a component
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its
   *     interrupt flag is then set
   */
  public MixingValues evaluate(double[] z, int[] origin, int threads, ProgressListener progress) {
    requireOrigins(z, origin);
    return parts.sums(kernels, z, origin, threads, progress).mean(size());
  }

  /**
   * Evaluates the leave-one-out aggregate posterior, log 1/(N-1) sum_{m != n} q_m(z), at samples z
   * of q_n. It is computed in double precision over every component, whatever the kernel, because
   * single precision would not do where q_n makes up nearly all of q(z).
   *
   * @param z samples, {@code [S, d]} row by row; S may be 0
   * @param origin the number n of the component that each sample was drawn from, which is left out,
   *     {@code [S]}
   * @param threads threads to compute on, at least 1
   * @param progress receives the number of samples done, of S; its calls do not overlap
   * @return nats, {@code [S]}
   * @throws IllegalArgumentException if N = 1, or as {@link #evaluate(double[], int[], int,
   *     ProgressListener)}
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its
   *     interrupt flag is then set
   */
  public double[] leaveOneOut(double[] z, int[] origin, int threads, ProgressListener progress) {
    requireOrigins(z, origin);
    if (size() == 1) {
      throw new IllegalArgumentException("of one component none is left");
    }
    return parts
        .sums(part -> Kernel.leavingOneOut(parts.part(part)), z, origin, threads, progress)
        .mean(size() - 1)
        .logProbs();
  }

  private void requireOrigins(double[] z, int[] origin) {
    int samples = requireFinite(z) / dimensions();
    if (origin.length != samples) {
      throw new IllegalArgumentException(origin.length + " origins of " + samples + " samples");
    }
    for (int i = 0; i < samples; i++) {
      if (origin[i] < 0 || origin[i] >= size()) {
        throw new IllegalArgumentException(
            "sample " + i + " has the origin " + origin[i] + ", not one of " + size());
      }
    }
  }

  private int requireFinite(double[] z) {
    if (z.length % dimensions() != 0) {
      throw new IllegalArgumentException(
          z.length + " values are no rows of " + dimensions() + " dimensions");
    }
    for (int i = 0; i < z.length; i++) {
      if (!Double.isFinite(z[i])) {
        throw new IllegalArgumentException("sample " + i / dimensions() + " has the value " + z[i]);
      }
    }
    return z.length;
  }

  /**
   * {@inheritDoc} Computes on all processors, or on {@linkplain #onThreads the given number of
   * threads}.
   *
   * @throws IllegalArgumentException if z is not {@code [n, d]}, or a value is not finite
   */
  @Override
  public INDArray logProb(INDArray z) {
    if (z.rank() != 2 || z.size(1) != dimensions()) {
      throw new IllegalArgumentException("codes are [n, " + dimensions() + "], not " + shape(z));
    }
    double[] rows = z.dup('c').data().asDouble();
    ProgressListener signs =
        (done, total) -> OpenCall.giveSign(); // may take minutes if this is used as a prior
    return Nd4j.createFromArray(evaluate(rows, threads, signs).logProbs());
  }

  private static String shape(INDArray z) {
    return Arrays.toString(z.shape());
  }

  @Override
  public INDArray sample(int n, RandomStream random) {
    double[][] samples = new double[n][dimensions()];
    for (double[] z : samples) {
      int m = random.nextInt(size());
      for (int j = 0; j < z.length; j++) {
        double s = posteriors.standardDeviation(m, j);
        z[j] = posteriors.mean(m, j) + s * random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(samples);
  }
}
