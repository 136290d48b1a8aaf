package org.elbosurgery.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.AlternativeStarts;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.GaussianMember;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.MixtureWeights;
import org.nd4j.linalg.factory.Nd4j;

/** Sound priors that are wrong about their own parameters. */
public final class WrongFits {

  private WrongFits() {}

  /** Returns an even mixture of unit Gaussians with learned means, which start apart. */
  private static BoundPrior mixture(GraphScope scope, int components) {
    int d = scope.latentSize();
    return new BoundDiagonalGaussianMixture(
        components,
        MixtureWeights.UNIFORM.bind(scope, components),
        scope.parameter("mean", Nd4j.linspace(-1, 1, (long) components * d).reshape(components, d)),
        scope.constant("log-variance", Nd4j.zeros(components, d)));
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  @Plugin(name = "wrong-fit", summary = "goes half the way to the mean of the codes")
  public record HalfWay() implements Prior, ClosedFormFit {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return mixture(scope, 1);
    }

    @Override
    public Map<String, double[]> maximumLikelihood(double[] mean, double[][] covariance) {
      return Map.of("mean", scaled(mean, 0.5));
    }
  }

  @Plugin(name = "wrong-name", summary = "gives its mean another name than it declares")
  public record OtherName() implements Prior, ClosedFormFit {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return mixture(scope, 1);
    }

    @Override
    public Map<String, double[]> maximumLikelihood(double[] mean, double[][] covariance) {
      return Map.of("location", mean);
    }
  }

  @Plugin(name = "wrong-member", summary = "takes two components apart for a Gaussian")
  public record Apart() implements Prior, GaussianMember {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return mixture(scope, 2);
    }

    @Override
    public Map<String, double[]> bestGaussian(double[] mean, double[][] covariance) {
      double[] means = new double[2 * mean.length];
      Arrays.setAll(means, i -> mean[i % mean.length] + (i < mean.length ? 1 : -1));
      return Map.of("mean", means);
    }
  }

  @Plugin(name = "wrong-side", summary = "puts its Gaussian on the other side of the origin")
  public record OtherSide() implements Prior, GaussianMember {
    @Override
    public BoundPrior bind(GraphScope scope) {
      return mixture(scope, 2);
    }

    @Override
    public Map<String, double[]> bestGaussian(double[] mean, double[][] covariance) {
      double[] means = new double[2 * mean.length];
      Arrays.setAll(means, i -> -mean[i % mean.length]);
      return Map.of("mean", means);
    }
  }

  @Plugin(name = "wrong-restart", summary = "starts anew with one component more")
  public record OneMore(@Option("components") @Min(1) int components)
      implements Prior, AlternativeStarts {

    public OneMore() {
      this(2);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      return mixture(scope, components);
    }

    @Override
    public List<Prior> alternativeStarts(int trainingRows) {
      return List.of(new OneMore(components + 1));
    }
  }

  @Plugin(name = "wrong-memory", summary = "starts anew without its state")
  public record Forgetful(@Option("memory") @Min(0) @Max(9) int memory)
      implements Prior, AlternativeStarts {

    public Forgetful() {
      this(1);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      if (memory > 0) {
        scope.state("memory", Nd4j.zeros(1, memory));
      }
      return mixture(scope, 1);
    }

    @Override
    public List<Prior> alternativeStarts(int trainingRows) {
      return List.of(new Forgetful(0));
    }
  }

  @Plugin(name = "wrong-family", summary = "starts anew with components twice as wide")
  public record Wider(@Option("log-variance") double logVariance)
      implements Prior, AlternativeStarts {

    public Wider() {
      this(0);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      int d = scope.latentSize();
      return new BoundDiagonalGaussianMixture(
          1,
          MixtureWeights.UNIFORM.bind(scope, 1),
          scope.parameter("mean", Nd4j.zeros(1, d)),
          scope.constant("log-variance", Nd4j.zeros(1, d).addi(logVariance)));
    }

    @Override
    public List<Prior> alternativeStarts(int trainingRows) {
      return List.of(new Wider(logVariance + 2 * Math.log(2)));
    }
  }
}
