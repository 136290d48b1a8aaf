package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.surgery.StratifiedMeans;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Takes the ELBO of a trained model apart on rows of data. */
public final class ModelSurgery {

  /** Rows evaluated at a time. */
  private static final int BATCH = 500;

  private final EvaluationGraph model;
  private final DataType type;
  private final Density prior;
  private final Estimator estimator;

  /**
   * Operates on a trained model.
   *
   * @param model the model
   * @param type the floating-point type of its graph
   * @param estimator takes the average KL apart
   */
  public ModelSurgery(EvaluationGraph model, DataType type, Estimator estimator) {
    this.model = model;
    this.type = type;
    this.prior = model.prior();
    this.estimator = estimator;
  }

  /** Returns the model's prior as numbers. */
  public Density prior() {
    return prior;
  }

  /**
   * Encodes all rows.
   *
   * @throws ElboException NUMERIC if the encoder gives a value that is not finite
   */
  public Codes encode(Rows rows, int latentSize, ProgressListener progress) {
    float[] mean = new float[Math.multiplyExact(rows.size(), latentSize)];
    float[] logVariance = new float[mean.length];
    for (int from = 0; from < rows.size(); from += BATCH) {
      int to = Math.min(rows.size(), from + BATCH);
      try (INDArray x = Batch.of(rows, from, to, type)) {
        EvaluationGraph.Encoded encoded = model.encode(x);
        int length = (to - from) * latentSize;
        System.arraycopy(encoded.mean().data().asFloat(), 0, mean, from * latentSize, length);
        System.arraycopy(
            encoded.logVariance().data().asFloat(), 0, logVariance, from * latentSize, length);
      }
      progress.progress(to, rows.size());
    }
    try {
      return new Codes(rows.size(), latentSize, mean, logVariance);
    } catch (IllegalArgumentException e) {
      throw ElboException.numeric("the encoder's " + e.getMessage());
    }
  }

  /**
   * Takes the ELBO of rows apart.
   *
   * @param rows the data
   * @param codes their posteriors
   * @param budget samples per data point, threads, and who hears of progress
   * @param random streams {@code reconstruction} and {@code estimator} under it
   */
  public Surgery operate(Rows rows, Codes codes, Budget budget, RandomStream random) {
    Estimate reconstruction =
        reconstruction(rows, codes, budget.samplesPerPoint(), random.named("reconstruction"));
    Decomposition terms = estimator.estimate(codes, prior, budget, random.named("estimator"));
    return new Surgery(codes.size(), codes.dimensions(), Optional.of(reconstruction), terms);
  }

  /** Returns (1/N) sum_n E_{q(z|x_n)}[log p(x_n|z)], stratified by data point. */
  private Estimate reconstruction(Rows rows, Codes codes, int samples, RandomStream random) {
    StratifiedMeans means = new StratifiedMeans(1, samples);
    for (int from = 0; from < rows.size(); from += BATCH) {
      int to = Math.min(rows.size(), from + BATCH);
      double[][] values = new double[to - from][samples];
      try (INDArray x = Batch.of(rows, from, to, type)) {
        for (int s = 0; s < samples; s++) {
          try (INDArray z = sample(codes, from, to, random.at(from).at(s))) {
            double[] logLikelihood = model.logLikelihood(x, z).data().asDouble();
            for (int i = 0; i < values.length; i++) {
              values[i][s] = finite(logLikelihood[i], from + i);
            }
          }
        }
      }
      for (double[] point : values) {
        means.add(point);
      }
    }
    return means.mean(0);
  }

  private static double finite(double value, int row) {
    if (!Double.isFinite(value)) {
      throw ElboException.numeric("the log-likelihood of row " + row + " is " + value);
    }
    return value;
  }

  /** Returns one sample of each posterior, z = mean + exp(logVariance / 2) noise. */
  private INDArray sample(Codes codes, int from, int to, RandomStream random) {
    int d = codes.dimensions();
    float[] z = random.gaussians((to - from) * d);
    for (int i = 0; i < z.length; i++) {
      int n = from + i / d;
      int j = i % d;
      z[i] = codes.mean(n, j) + (float) Math.exp(codes.logVariance(n, j) / 2.0) * z[i];
    }
    return Nd4j.create(z, new long[] {to - from, d}, 'c').castTo(type);
  }
}
