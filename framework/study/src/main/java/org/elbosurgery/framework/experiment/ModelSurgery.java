package org.elbosurgery.framework.experiment;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.experiment.ExperimentListener.Phase;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.surgery.CheckedEstimator;
import org.elbosurgery.framework.surgery.CheckedPrior;
import org.elbosurgery.framework.surgery.Surgery;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Decomposes the ELBO of a trained model: encodes the data once, then estimates the reconstruction
 * and the terms of the average KL.
 */
final class ModelSurgery {

  /** The number of rows evaluated at a time. */
  private static final int BATCH = 500;

  private final Experiment experiment;
  private final EvaluationGraph graph;
  private final Distribution prior;
  private final ExperimentListener listener;

  /**
   * Freezes a trained model.
   *
   * @param model the model
   * @param listener receives the progress
   */
  ModelSurgery(TrainedModel model, ExperimentListener listener) {
    this.experiment = model.experiment();
    this.graph = model.graph();
    this.prior = frozen(graph);
    this.listener = listener;
  }

  /**
   * Returns the frozen prior. A prior that could be frozen before training but not afterwards is
   * not faulty but has diverged.
   */
  private static Distribution frozen(EvaluationGraph graph) {
    try {
      return graph.prior();
    } catch (ElboException e) {
      throw e.getCause() instanceof IllegalArgumentException cause
          ? ElboException.numeric(
              "the trained prior is not a density: "
                  + cause.getMessage()
                  + "; try a smaller --learning-rate or a --clip-norm")
          : e;
    }
  }

  /** Returns the prior as numbers. */
  Distribution prior() {
    return prior;
  }

  /**
   * Decomposes the ELBO of rows.
   *
   * @throws ElboException NUMERIC if a code or a log-likelihood is not finite
   * @throws CancellationException if this thread is interrupted
   */
  SplitSurgery operate(Split split, Rows rows) {
    RandomStream random = experiment.random().named("surgery").named(split.label());
    int samples = experiment.spec().surgery().samples();
    Posteriors posteriors = encode(rows, progress(split, Phase.ENCODING));
    int perPoint = StratifiedMeans.enoughSamples(posteriors.size(), samples);
    StratifiedMeans reconstruction = new StratifiedMeans(1, perPoint);
    double[] points =
        reconstruct(
            rows,
            posteriors,
            perPoint,
            random.named("reconstruction"),
            progress(split, Phase.RECONSTRUCTION),
            reconstruction);
    Budget budget =
        new Budget(samples, experiment.spec().run().threads(), progress(split, Phase.SURGERY));
    Decomposition terms = terms(posteriors, budget, random.named("estimator"));
    return new SplitSurgery(
        posteriors,
        new Surgery(
            posteriors.size(),
            posteriors.dimensions(),
            Optional.of(reconstruction.mean(0)),
            terms,
            terms.points().map(values -> PointTerms.of(points, values)),
            new CheckedPrior(prior).logNormalizerError(),
            Optional.empty(),
            experiment.labels(split)));
  }

  /**
   * Checks the density of the prior.
   *
   * @param codes the posteriors of codes at which it is used
   */
  DensityCheck density(Posteriors codes) {
    RandomStream random = experiment.random().named("surgery").named("density");
    return DensityCheck.of(prior, Optional.of(codes), random);
  }

  /**
   * Returns the terms. Codes that cannot be computed with are a failure of the trained model, not a
   * mistake of the user.
   */
  private Decomposition terms(Posteriors posteriors, Budget budget, RandomStream random) {
    try {
      return new CheckedEstimator(experiment.estimator())
          .estimate(posteriors, prior, budget, random);
    } catch (ElboException e) {
      throw e.category() == ElboException.Category.USER
          ? ElboException.numeric("the trained model's codes: " + e.getMessage())
          : e;
    }
  }

  private ProgressListener progress(Split split, Phase phase) {
    return (done, total) -> listener.advanced(split, phase, done, total);
  }

  private Posteriors encode(Rows rows, ProgressListener progress) {
    int d = experiment.model().latentSize();
    float[] mean = new float[Math.multiplyExact(rows.size(), d)];
    float[] logVariance = new float[mean.length];
    for (int from = 0; from < rows.size(); from += BATCH) {
      requireNotInterrupted();
      int to = Math.min(rows.size(), from + BATCH);
      try (INDArray x = Batch.of(rows, from, to, experiment.model().dataType())) {
        EvaluationGraph.Encoded encoded = graph.encode(x);
        int length = (to - from) * d;
        System.arraycopy(encoded.mean().data().asFloat(), 0, mean, from * d, length);
        System.arraycopy(encoded.logVariance().data().asFloat(), 0, logVariance, from * d, length);
      }
      progress.progress(to, rows.size());
    }
    try {
      return new Posteriors(rows.size(), d, mean, logVariance);
    } catch (IllegalArgumentException e) {
      throw ElboException.numeric("the encoder's " + e.getMessage());
    }
  }

  /**
   * Samples log p(x_n|z) with z from q(z|x_n), stratified by data point.
   *
   * @param samples the number of samples for each data point
   * @param means receives the samples of one quantity, (1/N) sum_n E_{q(z|x_n)}[log p(x_n|z)]
   * @return the mean over the samples of each data point, {@code [N]}
   */
  private double[] reconstruct(
      Rows rows,
      Posteriors posteriors,
      int samples,
      RandomStream random,
      ProgressListener progress,
      StratifiedMeans means) {
    double[] points = new double[rows.size()];
    for (int from = 0; from < rows.size(); from += BATCH) {
      int to = Math.min(rows.size(), from + BATCH);
      double[][] values = new double[to - from][samples];
      try (INDArray x = Batch.of(rows, from, to, experiment.model().dataType())) {
        for (int s = 0; s < samples; s++) {
          requireNotInterrupted();
          try (INDArray z = sample(posteriors, from, to, random.at(from).at(s))) {
            double[] logLikelihood = graph.logLikelihood(x, z).data().asDouble();
            for (int i = 0; i < values.length; i++) {
              values[i][s] = finite(logLikelihood[i], from + i);
            }
          }
        }
      }
      for (int i = 0; i < values.length; i++) {
        points[from + i] = means.add(values[i])[0];
      }
      progress.progress(to, rows.size());
    }
    return points;
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the surgery was interrupted");
    }
  }

  private static double finite(double value, int row) {
    if (!Double.isFinite(value)) {
      throw ElboException.numeric("the log-likelihood of row " + row + " is " + value);
    }
    return value;
  }

  /** Returns one sample of each posterior, z = mean + exp(logVariance / 2) noise. */
  private INDArray sample(Posteriors posteriors, int from, int to, RandomStream random) {
    int d = posteriors.dimensions();
    float[] z = random.gaussians((to - from) * d);
    for (int i = 0; i < z.length; i++) {
      int n = from + i / d;
      int j = i % d;
      z[i] = (float) posteriors.mean(n, j) + (float) posteriors.standardDeviation(n, j) * z[i];
    }
    return Nd4j.create(z, new long[] {to - from, d}, 'c').castTo(experiment.model().dataType());
  }
}
