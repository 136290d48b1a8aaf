package org.elbosurgery.framework.benchmarks.rivals;

import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.likelihood.ImportanceWeightedBound;
import org.elbosurgery.framework.timing.Contender;

/** The importance-weighted bounds of some rows, as {@code elbo likelihood} computes them. */
final class ImportanceBounds implements Contender {

  private static final RandomStream RANDOM = RandomStream.of(1);

  private final ImportanceWeightedBound bound;
  private final Rows rows;

  /**
   * Prepares the job.
   *
   * @param samples S
   */
  ImportanceBounds(
      ModelDefinition model, Parameters parameters, Rows rows, int samples, int threads) {
    this.rows = rows;
    bound =
        new ImportanceWeightedBound(
            () ->
                new EvaluationGraph(model, parameters, rows, RANDOM, new Execution(Engine.PLAN, 1)),
            samples,
            threads);
  }

  /** Returns the stream of a row's noise, S samples of d numbers each. */
  static RandomStream noise(int row) {
    return RANDOM.at(row);
  }

  /** Returns the bound of each row with S samples, in nats. */
  double[] bounds() {
    return bound.of(rows, RANDOM, ProgressListener.NONE).bounds();
  }

  @Override
  public double[] turn() {
    long start = System.nanoTime();
    bounds();
    return new double[] {(System.nanoTime() - start) * 1e-6};
  }
}
