package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.nd4j.linalg.factory.Nd4j;

/** Estimators with one mistake each, made of one without. */
public final class WrongEstimators {

  private static final Estimator RIGHT = new ExactEstimator();

  private WrongEstimators() {}

  /** Returns terms with the residual of right ones, and their average KL. */
  private static Decomposition terms(Decomposition right, Estimate information, Estimate marginal) {
    return new Decomposition(
        right.averageKl(), information, marginal, right.residual(), Map.of(), Optional.empty());
  }

  @Plugin(name = "wrong-subtraction", summary = "subtracts the marginal KL from the average KL")
  public record BySubtraction() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      Decomposition right = RIGHT.estimate(posteriors, prior, budget, random);
      Estimate direct = right.routes().get("marginal KL, direct");
      double error = direct.standardError() + right.averageKl().standardError();
      double difference = right.averageKl().mean() - direct.mean();
      return terms(right, new Estimate(difference, error, direct.samples()), direct);
    }
  }

  @Plugin(name = "wrong-clipped", summary = "subtracts, and clips to what is possible")
  public record ClippedSubtraction() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      Decomposition right = RIGHT.estimate(posteriors, prior, budget, random);
      Estimate direct = right.routes().get("marginal KL, direct");
      double error = direct.standardError() + right.averageKl().standardError();
      double difference = right.averageKl().mean() - direct.mean();
      double clipped = Math.max(0, Math.min(Math.log(posteriors.size()), difference));
      return new Decomposition(
          right.averageKl(),
          new Estimate(clipped, error, direct.samples()),
          direct,
          new Estimate(difference - clipped, error, direct.samples()),
          Map.of(),
          Optional.empty());
    }
  }

  @Plugin(name = "wrong-minibatch", summary = "takes 128 posteriors for the aggregate")
  public record Minibatch() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return MinibatchTerms.of(posteriors, prior, budget, random);
    }
  }

  @Plugin(name = "wrong-side", summary = "takes a lower bound for an upper one")
  public record OtherSide() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return MinibatchTerms.of(posteriors, prior, budget, random);
    }

    @Override
    public InformationBound informationBound() {
      return InformationBound.UPPER;
    }
  }

  @Plugin(name = "wrong-remainder", summary = "says of bounds that they leave nothing")
  public record NothingLeft() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      Decomposition right = RIGHT.estimate(posteriors, prior, budget, random);
      Estimate marginal = right.marginalKl();
      return terms(
          right,
          right.mutualInformation(),
          new Estimate(marginal.mean() + 1, marginal.standardError(), marginal.samples()));
    }

    @Override
    public InformationBound informationBound() {
      return InformationBound.LOWER;
    }
  }

  @Plugin(name = "wrong-monitor", summary = "declares a bias and offers values of data points")
  public record MonitorOfPoints() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return RIGHT.estimate(posteriors, prior, budget, random);
    }

    @Override
    public InformationBound informationBound() {
      return InformationBound.BIASED;
    }
  }

  @Plugin(name = "wrong-error", summary = "halves its standard errors")
  public record TooCertain() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      Decomposition right = RIGHT.estimate(posteriors, prior, budget, random);
      return terms(right, halved(right.mutualInformation()), halved(right.marginalKl()));
    }

    private static Estimate halved(Estimate estimate) {
      return new Estimate(estimate.mean(), estimate.standardError() / 2, estimate.samples());
    }
  }

  @Plugin(name = "wrong-threads", summary = "gives every thread count its own stream")
  public record ThreadDependent() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return RIGHT.estimate(posteriors, prior, budget, random.at(budget.threads()));
    }
  }

  @Plugin(name = "wrong-generator", summary = "draws from the global generator")
  public record GlobalRandom() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return RIGHT.estimate(posteriors, prior, budget, random.at(Nd4j.getRandom().nextLong()));
    }
  }

  @Plugin(name = "wrong-refusal", summary = "refuses without saying what")
  public record RefusesWithoutNumbers() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      if (posteriors.dimensions() != prior.dimensions()) {
        throw new IllegalArgumentException("dimensions differ");
      }
      return RIGHT.estimate(posteriors, prior, budget, random);
    }
  }

  @Plugin(name = "wrong-points", summary = "gives sums over the data for values of points")
  public record SumsForPoints() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      Decomposition right = RIGHT.estimate(posteriors, prior, budget, random);
      double[] sums = new double[posteriors.size()];
      Arrays.fill(sums, right.marginalKl().mean() * posteriors.size());
      return new Decomposition(
          right.averageKl(),
          right.mutualInformation(),
          right.marginalKl(),
          right.residual(),
          right.routes(),
          Optional.of(new PointValues(sums, sums, sums)));
    }
  }
}
