package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.OrderedSamples;

/**
 * What a minibatch says of the aggregate posterior: a monitor, as papers and training loops compute
 * it. With a sample z of q_i and the B posteriors of a random batch, q(z) is replaced by
 *
 * <pre>
 * batch          1/B sum_b q_b(z)                                          the batch is the data set
 * stratified     1/N q_i(z) + (N-1)/N 1/(B-1) sum_{b != i} q_b(z)          unbiased for q(z)
 * leave-one-out  1/(B-1) sum_{b != i} q_b(z)                               the others alone
 * </pre>
 *
 * The mutual information is the mean of log q_i(z) - log of this, the marginal KL that of its
 * logarithm - log p(z). By Jensen's inequality the first gives a lower bound of the mutual
 * information, never above log B, however much the codes say; the second (Chen et al. 2018) an
 * upper bound, at most log N, and near log N already where the posteriors of a batch are far apart,
 * though those of the data set are not; the third an upper bound without a limit, also of the
 * population's (Poole et al. 2019). With batches of all N points the first two are the sum over all
 * of them. The marginal KL errs as much to the other side.
 *
 * <p>A pass draws one sample of every point and takes batches without replacement; the rest that
 * does not fill a batch is left out of the pass. Standard errors are those of independent batches.
 *
 * @param size B; all N points if there are fewer
 * @param weights what replaces q(z)
 */
@Plugin(
    name = "minibatch",
    summary = "a monitor: the posteriors of a minibatch in place of all, which is a bound",
    reference = "Chen et al. 2018, Isolating sources of disentanglement, appendix C")
public record MinibatchEstimator(
    @Option("posteriors in a batch") @Min(2) int size,
    @Option("what replaces the aggregate posterior of all data") Weights weights)
    implements Estimator {

  /** What replaces q(z), as weights of the component that a sample is from and of the others. */
  public enum Weights {
    /** The mean of the batch. */
    BATCH(InformationBound.LOWER) {
      @Override
      double own(int batch, int all) {
        return 1.0 / batch;
      }
    },
    /** Stratified: the sample's own component counts once among N. */
    STRATIFIED(InformationBound.UPPER) {
      @Override
      double own(int batch, int all) {
        return 1.0 / all;
      }
    },
    /** The others alone. */
    LEAVE_ONE_OUT(InformationBound.UPPER) {
      @Override
      double own(int batch, int all) {
        return 0;
      }
    };

    private final InformationBound bound;

    Weights(InformationBound bound) {
      this.bound = bound;
    }

    /**
     * Returns the weight of the component that a sample is from; the others share the rest.
     *
     * @param batch B
     * @param all N
     */
    abstract double own(int batch, int all);
  }

  /** Independent batches that are drawn at least, for their standard error. */
  private static final int BATCHES = 100;

  /** Samples whose batches are held at a time, if one pass has fewer. */
  private static final int SAMPLES = 1 << 12;

  /** Batches of 100, which are taken for the data set. */
  public MinibatchEstimator() {
    this(100, Weights.BATCH);
  }

  @Override
  public InformationBound informationBound() {
    return weights.bound;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException USER if one component is to be left out of one; PLUGIN if the prior
   *     throws or returns NaN; NUMERIC if the prior's log-density or its cross-entropy is infinite
   *     where it is needed
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    PosteriorPoints.requireDimensions(posteriors, prior);
    int batch = Math.min(size, posteriors.size());
    if (batch == 1 && weights == Weights.LEAVE_ONE_OUT) {
      throw ElboException.user("of one component none is left: take weights=batch");
    }
    CheckedPrior checked = new CheckedPrior(prior);
    Estimate averageKl =
        AverageKl.estimate(
            posteriors, checked, budget.samplesPerPoint(), random.named("average-kl"));
    int perPass = posteriors.size() / batch;
    int passes = Math.max(budget.samplesPerPoint(), (BATCHES + perPass - 1) / perPass);
    StratifiedMeans means = new StratifiedMeans(2, 1);
    int together = Math.max(1, SAMPLES / (perPass * batch));
    for (int from = 0; from < passes; from += together) {
      int to = Math.min(passes, from + together);
      Posteriors chosen = posteriors.rows(batches(posteriors.size(), batch, from, to, random));
      add(chosen, posteriors.size(), checked, batch, budget.threads(), random.at(from), means);
      budget.progress().progress(to, passes);
    }
    Estimate information = means.mean(0);
    Estimate marginalKl = means.mean(1);
    Map<String, Estimate> routes = new LinkedHashMap<>();
    routes.put("mutual information, batches of " + batch, information);
    Estimate residual = means.combination(averageKl.mean(), -1, -1);
    return new Decomposition(
            averageKl,
            information,
            marginalKl,
            residual.widened(averageKl.standardError()),
            routes,
            Optional.empty())
        .with(weights.bound);
  }

  /** Returns the data points of the batches of some passes, {@code [passes N/B B]}. */
  private static int[] batches(int all, int batch, int from, int to, RandomStream random) {
    RandomStream orders = random.named("order");
    return IntStream.range(from, to)
        .flatMap(pass -> Arrays.stream(orders.at(pass).permutation(all)).limit(all - all % batch))
        .toArray();
  }

  /** Adds the means of batches. */
  private void add(
      Posteriors chosen,
      int all,
      CheckedPrior prior,
      int batch,
      int threads,
      RandomStream random,
      StratifiedMeans means) {
    double[] z = new PosteriorSamples(chosen, 1, random).of(0, chosen.size());
    double[] logPrior = prior.logProb(z);
    double[] logPosterior = new double[chosen.size()];
    double[] logMixture = new double[chosen.size()];
    ParallelChunks.run(
        chosen.size(),
        batch,
        threads,
        ProgressListener.NONE,
        (from, to) -> {
          double[] others = others(chosen, z, from, to);
          for (int i = from; i < to; i++) {
            double own = weights.own(batch, all);
            logPosterior[i] = PosteriorPoints.logProb(chosen, i, z, i);
            logMixture[i] = logMixture(own, logPosterior[i], others[i - from]);
          }
        });
    for (int from = 0; from < chosen.size(); from += batch) {
      double information = 0;
      double marginalKl = 0;
      for (int i = from; i < from + batch; i++) {
        information += (logPosterior[i] - logMixture[i]) / batch;
        marginalKl += (logMixture[i] - logPrior[i]) / batch;
      }
      means.add(new double[] {information}, new double[] {marginalKl});
    }
  }

  /** Returns the log-density of the mean of the other components at each sample of a batch. */
  private static double[] others(Posteriors posteriors, double[] z, int from, int to) {
    if (to - from == 1) {
      return new double[] {Double.NEGATIVE_INFINITY};
    }
    int d = posteriors.dimensions();
    int[] numbers = IntStream.range(from, to).toArray();
    int[] origins = IntStream.range(0, to - from).toArray();
    OrderedSamples samples =
        new OrderedSamples(Arrays.copyOfRange(z, from * d, to * d), origins, origins);
    double[] logSum = new double[to - from];
    Kernel.leavingOneOut(posteriors.rows(numbers))
        .fold(samples, 0, to - from, logSum, new double[to - from]);
    return Arrays.stream(logSum).map(sum -> sum - Math.log(to - from - 1)).toArray();
  }

  /** Returns log(own e^a + (1 - own) e^b). */
  private static double logMixture(double own, double a, double b) {
    double first = Math.log(own) + a;
    double second = Math.log1p(-own) + b;
    double max = Math.max(first, second);
    return max + Math.log(Math.exp(first - max) + Math.exp(second - max));
  }
}
