package org.elbosurgery.framework.surgery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.MixingValues;

/**
 * The surgery with samples of random data points only, as many as the answer needs. The values of a
 * sample are those of {@link ExactEstimator}, with all N components in the inner sum, so that it is
 * unbiased like that; what it saves is samples. Points are drawn without replacement, two samples
 * of each, until the standard error of every term is below the tolerance; when every point has been
 * drawn, all of them again with other noise. The samples that a budget allows are not heeded, but
 * no point is given more than 100000.
 *
 * <p>With a closed form of the average KL a thousand points do for 0.01 nats, because the mutual
 * information of a trained model hardly differs between points and the marginal KL is the rest.
 * Without one the average KL, which differs between points by nats, needs more points, but no inner
 * sums: it has points of its own. The errors are those of two-stage sampling ({@link
 * TwoStageMeans}), with the factor for a finite population.
 *
 * <p>Its values per data point are those of the points drawn, with their row numbers. At the same
 * seed and N these are always the first of one order, so that of two models of the same data the
 * rows of one are among those of the other.
 *
 * @param tolerance the standard error, in nats, below which it stops
 */
@Plugin(
    name = "subsampled",
    summary = "every component, for samples of random data points until the errors are small",
    reference = "Cochran 1977, Sampling Techniques, chapter 10")
public record SubsampledEstimator(
    @Option("standard error of every term, in nats, below which it stops") @Min(0.001)
        double tolerance)
    implements Estimator {

  /** The name of the route whose values are kept of each point that is drawn. */
  public static final String PAIRED_ROUTE = "mutual information, paired by subsample";

  /** The name of the route whose values are kept of each point that is drawn. */
  public static final String DIRECT_ROUTE = "marginal KL, direct by subsample";

  private static final String THROUGH_ROUTE = "marginal KL, through average KL";

  /** One sample has no standard error: a file that says so did not keep the number. */
  private static final int MIN_SAMPLES = 2;

  private static final int ENTROPY = 0;
  private static final int PAIRED = 1;
  private static final int DIRECT = 2;

  /**
   * Of the tolerance: what the average KL may use up, whose samples are cheap, if it is sampled.
   */
  private static final double SHARE_OF_AVERAGE_KL = 0.5;

  /** Stops at 0.01 nats. */
  public SubsampledEstimator() {
    this(0.01);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ElboException USER if the posteriors are too narrow for double precision; PLUGIN if the
   *     prior throws or returns NaN; NUMERIC if the prior's log-density or its cross-entropy is
   *     infinite where it is needed
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  @Override
  public Decomposition estimate(
      Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
    PosteriorPoints.requireDimensions(posteriors, prior);
    AggregatePosterior aggregate = new AggregatePosterior(posteriors);
    return estimate(posteriors, prior, budget, random, InnerSums.of(aggregate));
  }

  /**
   * Returns this estimator with inner sums that other processes have made: its terms are the same,
   * bit for bit.
   *
   * @param shares each share of the components once, of the posteriors that it is given and of the
   *     same random stream
   */
  public Estimator merging(List<PartialSums> shares) {
    return new Merging(this, shares);
  }

  /** The same estimator with the sums of all shares. */
  @Plugin(name = "subsampled", summary = "the inner sums are those of other processes")
  private record Merging(SubsampledEstimator estimator, List<PartialSums> shares)
      implements Estimator {

    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      PosteriorPoints.requireDimensions(posteriors, prior);
      InnerSums sums = MergedSums.of(posteriors, shares);
      return estimator.estimate(posteriors, prior, budget, random, sums);
    }
  }

  /** Estimates with inner sums from anywhere. */
  Decomposition estimate(
      Posteriors posteriors,
      Distribution prior,
      Budget budget,
      RandomStream random,
      InnerSums inner) {
    CheckedPrior checked = new CheckedPrior(prior);
    StoppingRule rule = new StoppingRule(tolerance, posteriors.size());
    SubsampledAverageKl averageKl =
        SubsampledAverageKl.of(
            posteriors, checked, rule.within(SHARE_OF_AVERAGE_KL * tolerance), random);
    Sampling sampling = new Sampling(posteriors, checked, inner, averageKl);
    sampling.draw(rule, budget, draws(posteriors, random));
    return decomposition(averageKl, sampling).computedBy(inner.kernel());
  }

  /** Returns the samples, in the order in which they are drawn. */
  static RowDraws draws(Posteriors posteriors, RandomStream random) {
    return new RowDraws(
        posteriors, StoppingRule.samplesPerPoint(posteriors.size()), random.named("direct"));
  }

  /**
   * Returns a sentence that says how many samples were enough, and which route they are of; empty
   * for the terms of another estimator, and if the number of samples was not kept.
   */
  public static Optional<String> sentence(Decomposition terms) {
    Estimate direct = terms.routes().get(DIRECT_ROUTE);
    Estimate through = terms.routes().get(THROUGH_ROUTE);
    if (direct == null || through == null || terms.mutualInformation().samples() < MIN_SAMPLES) {
      return Optional.empty();
    }
    boolean isDirect = direct.standardError() < through.standardError();
    Estimate averageKl = terms.averageKl();
    return Optional.of(
        "%d samples of z were enough%s; the marginal KL is mainly %s."
            .formatted(
                terms.mutualInformation().samples(),
                averageKl.isExact()
                    ? ""
                    : ", and " + averageKl.samples() + " of the average KL, without inner sums",
                isDirect ? "estimated directly" : "the average KL minus the mutual information"));
  }

  /** Means over the points that are drawn, and the values of each. */
  private static final class Sampling {

    private final Posteriors posteriors;
    private final CheckedPrior prior;
    private final InnerSums inner;
    private final SubsampledAverageKl averageKl;
    private final int perPoint;
    private final TwoStageMeans means;
    private final DrawnPoints points;

    Sampling(
        Posteriors posteriors, CheckedPrior prior, InnerSums inner, SubsampledAverageKl averageKl) {
      this.posteriors = posteriors;
      this.prior = prior;
      this.inner = inner;
      this.averageKl = averageKl;
      this.perPoint = StoppingRule.samplesPerPoint(posteriors.size());
      this.means = new TwoStageMeans(posteriors.size(), 3, perPoint);
      this.points = new DrawnPoints(posteriors.size());
    }

    /** Draws samples until every term is as certain as asked for. */
    void draw(StoppingRule rule, Budget budget, RowDraws draws) {
      long done = 0;
      boolean isEnough = false;
      while (!isEnough && !rule.isSpent(means)) {
        List<RowDraws.Block> blocks = draws.next(blocks(rule), StoppingRule.BLOCK);
        MixingValues q = evaluated(blocks, budget, done);
        int first = 0;
        for (RowDraws.Block block : blocks) {
          add(block, q, first);
          first += block.origins().length;
          done += block.points().length;
          isEnough = rule.mayStop(means) && rule.isMet(decisive());
          boolean isLast = isEnough || rule.isSpent(means);
          budget.progress().progress(isLast ? ofPasses() : done, ofPasses());
          if (isLast) {
            break;
          }
        }
      }
    }

    /** Returns how many blocks to evaluate next. */
    private int blocks(StoppingRule rule) {
      long left = StoppingRule.blocks(inner.left() / perPoint);
      if (left == 0) {
        throw tooFew(rule);
      }
      int wanted =
          rule.mayStop(means) ? rule.blocksAhead(means, decisive()) : rule.blocksOfFewest(means);
      return (int) Math.min(left, wanted);
    }

    private ElboException tooFew(StoppingRule rule) {
      String sums =
          "the partial sums have samples of %d data points, and standard errors below %s nats need"
              .formatted(means.points(), rule.tolerance());
      return ElboException.user(
          means.points() == posteriors.size()
              ? sums + " more of each; give a larger tolerance, or decompose without partial sums"
              : sums
                  + " some %d; make them anew for that many points, or give a larger tolerance"
                      .formatted(StoppingRule.BLOCK * rule.blocksNeeded(means, decisive())));
    }

    /** Returns the estimates whose errors decide when to stop. */
    private Estimate[] decisive() {
      return new Estimate[] {
        means.combination(0, 1, 0, 0), marginalKl(averageKl.estimate(), means)
      };
    }

    /** Evaluates blocks together, with a sign of life now and then. */
    private MixingValues evaluated(List<RowDraws.Block> blocks, Budget budget, long done) {
      return inner.next(
          RowDraws.Block.z(blocks),
          RowDraws.Block.origins(blocks),
          budget.threads(),
          (samples, all) -> budget.progress().progress(done, ofPasses()));
    }

    private long ofPasses() {
      return (long) posteriors.size() * (means.passes() + 1);
    }

    /**
     * Adds the points of a block.
     *
     * @param first the number of its first sample in q
     */
    private void add(RowDraws.Block block, MixingValues q, int first) {
      double[] logPrior = prior.logProb(block.z());
      double logSize = Math.log(posteriors.size());
      for (int i = 0; i < block.points().length; i++) {
        int n = block.points()[i];
        double[][] values = new double[3][perPoint];
        double kl = 0;
        for (int s = 0; s < perPoint; s++) {
          int sample = i * perPoint + s;
          double logProb = q.logProb(first + sample);
          values[ENTROPY][s] = logSize - q.responsibilityEntropy(first + sample);
          values[PAIRED][s] = PosteriorPoints.logProb(posteriors, n, block.z(), sample) - logProb;
          values[DIRECT][s] = logProb - logPrior[sample];
          kl += averageKl.at(n, block.z(), sample, logPrior[sample]) / perPoint;
        }
        double[] point = means.add(values);
        points.add(n, kl, point[PAIRED], point[DIRECT]);
      }
    }
  }

  private static Estimate marginalKl(Estimate averageKl, TwoStageMeans means) {
    Estimate direct = means.combination(0, 0, 0, 1);
    Estimate through = PosteriorPoints.sum(averageKl, -1, means.combination(0, 1, 0, 0));
    double w = PosteriorPoints.weight(direct, through);
    return means
        .combination((1 - w) * averageKl.mean(), -(1 - w), 0, w)
        .widened((1 - w) * averageKl.standardError());
  }

  private static Decomposition decomposition(SubsampledAverageKl averageKl, Sampling sampling) {
    TwoStageMeans means = sampling.means;
    Estimate average = averageKl.estimate();
    Estimate information = means.combination(0, 1, 0, 0);
    Estimate residual =
        means.combination(average.mean(), -1, 0, -1).widened(average.standardError());
    Map<String, Estimate> routes = new LinkedHashMap<>();
    routes.put(averageKl.route(), average);
    routes.put("mutual information, responsibility entropy", information);
    routes.put(PAIRED_ROUTE, means.combination(0, 0, 1, 0));
    routes.put(DIRECT_ROUTE, means.combination(0, 0, 0, 1));
    routes.put(THROUGH_ROUTE, PosteriorPoints.sum(average, -1, information));
    return new Decomposition(
        average,
        information,
        marginalKl(average, means),
        residual,
        routes,
        Optional.of(sampling.points.values()));
  }
}
