package org.elbosurgery.framework.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyContent;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Converts a snapshot to named arrays and back, bit for bit. */
final class SnapshotArrays {

  private static final String PARAMETERS = "parameters/";
  private static final String BEST = "best/";
  private static final String CONSTANTS = "constants/";
  private static final String PLUGIN_STATES = "states/";
  private static final String BEST_STATES = "best-states/";
  private static final String STATE = "optimizer/state";

  /** The name of the optimizer's state when Adam was the only optimizer. */
  private static final String OLD_STATE = "adam/moments";

  private static final String COUNTS = "progress/counts";
  private static final String SUMS = "progress/sums";
  private static final String METRICS = "progress/metrics";
  private static final int METRIC_COLUMNS = 5;

  private SnapshotArrays() {}

  static Map<String, NpyContent> of(TrainingSnapshot snapshot) {
    Map<String, NpyContent> arrays = new LinkedHashMap<>();
    TrainingProgress progress = snapshot.progress();
    arrays.put(
        COUNTS,
        NpyArray.of(
            new long[] {
              progress.epoch(), progress.step(), progress.iteration(), progress.stopped() ? 1 : 0
            },
            4));
    arrays.put(
        SUMS,
        NpyArray.of(
            new double[] {
              progress.reconstructionSum(), progress.averageKlSum(), progress.secondsSum()
            },
            3));
    arrays.put(METRICS, metrics(progress.metrics()));
    arrays.put(STATE, ParameterArrays.of(snapshot.state()));
    ParameterArrays.put(arrays, PARAMETERS, snapshot.parameters().arrays());
    ParameterArrays.put(arrays, CONSTANTS, snapshot.parameters().constants());
    ParameterArrays.put(arrays, PLUGIN_STATES, snapshot.parameters().states());
    snapshot
        .best()
        .ifPresent(
            best -> {
              ParameterArrays.put(arrays, BEST, best.arrays());
              ParameterArrays.put(arrays, BEST_STATES, best.states());
            });
    return arrays;
  }

  /** Returns one row for each epoch, in which NaN stands for an absent validation ELBO. */
  private static NpyArray metrics(List<EpochMetrics> metrics) {
    double[] values =
        metrics.stream()
            .flatMapToDouble(
                m ->
                    java.util.stream.DoubleStream.of(
                        m.epoch(),
                        m.reconstruction(),
                        m.averageKl(),
                        m.validationElbo().orElse(Double.NaN),
                        m.seconds()))
            .toArray();
    return NpyArray.of(values, metrics.size(), METRIC_COLUMNS);
  }

  /**
   * Rebuilds a snapshot.
   *
   * @throws IllegalArgumentException if an array is missing or not as {@link #of} makes it
   */
  static TrainingSnapshot snapshot(NamedArrays arrays) {
    int[] counts = arrays.counts(COUNTS, 4);
    double[] sums = arrays.doubles(SUMS, 3);
    TrainingProgress progress =
        new TrainingProgress(
            counts[0],
            counts[1],
            counts[2],
            sums[0],
            sums[1],
            sums[2],
            metrics(arrays.doubles(METRICS, NamedArrays.ANY, METRIC_COLUMNS)),
            counts[3] == 1);
    Map<String, INDArray> constants = ParameterArrays.values(arrays, CONSTANTS);
    Map<String, INDArray> best = ParameterArrays.values(arrays, BEST);
    return new TrainingSnapshot(
        progress,
        new Parameters(
            ParameterArrays.values(arrays, PARAMETERS),
            constants,
            ParameterArrays.values(arrays, PLUGIN_STATES)),
        ParameterArrays.of(arrays.get(arrays.has(OLD_STATE) ? OLD_STATE : STATE)),
        best.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Parameters(best, constants, ParameterArrays.values(arrays, BEST_STATES))));
  }

  private static List<EpochMetrics> metrics(double[] values) {
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int i = 0; i < values.length; i += METRIC_COLUMNS) {
      double validation = values[i + 3];
      metrics.add(
          new EpochMetrics(
              (int) values[i],
              values[i + 1],
              values[i + 2],
              Double.isNaN(validation) ? Optional.empty() : Optional.of(validation),
              values[i + 4]));
    }
    return metrics;
  }
}
