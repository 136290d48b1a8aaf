package org.elbosurgery.framework.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.npy.NpyArray;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A snapshot as named arrays, and back, without losing a bit. */
final class SnapshotArrays {

  private static final String PARAMETERS = "parameters/";
  private static final String BEST = "best/";
  private static final String MOMENTS = "adam/moments";
  private static final String COUNTS = "progress/counts";
  private static final String SUMS = "progress/sums";
  private static final String METRICS = "progress/metrics";
  private static final int METRIC_COLUMNS = 5;

  private SnapshotArrays() {}

  static Map<String, NpyArray> of(TrainingSnapshot snapshot) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
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
    arrays.put(MOMENTS, array(snapshot.moments()));
    put(arrays, PARAMETERS, snapshot.parameters());
    snapshot.best().ifPresent(best -> put(arrays, BEST, best));
    return arrays;
  }

  private static void put(Map<String, NpyArray> arrays, String prefix, Parameters parameters) {
    parameters.arrays().forEach((name, value) -> arrays.put(prefix + name, array(value)));
  }

  private static NpyArray array(INDArray value) {
    INDArray ordered = value.dup('c');
    int[] shape = IntStream.range(0, value.rank()).map(i -> (int) value.size(i)).toArray();
    return value.dataType() == DataType.DOUBLE
        ? NpyArray.of(ordered.data().asDouble(), shape)
        : NpyArray.of(ordered.data().asFloat(), shape);
  }

  /** One row an epoch; an absent validation ELBO is the one NaN that a file holds. */
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
   * @throws ElboException USER if an array is missing or of the wrong size
   */
  static TrainingSnapshot snapshot(Map<String, NpyArray> arrays) {
    long[] counts = required(arrays, COUNTS, 4).longs();
    double[] sums = required(arrays, SUMS, 3).doubles();
    NpyArray metrics = required(arrays, METRICS, OptionalInt.empty());
    TrainingProgress progress =
        new TrainingProgress(
            Math.toIntExact(counts[0]),
            Math.toIntExact(counts[1]),
            Math.toIntExact(counts[2]),
            sums[0],
            sums[1],
            sums[2],
            metrics(metrics.doubles()),
            counts[3] == 1);
    Parameters best = parameters(arrays, BEST);
    return new TrainingSnapshot(
        progress,
        parameters(arrays, PARAMETERS),
        array(required(arrays, MOMENTS, OptionalInt.empty())),
        best.arrays().isEmpty() ? Optional.empty() : Optional.of(best));
  }

  private static NpyArray required(Map<String, NpyArray> arrays, String name, int size) {
    return required(arrays, name, OptionalInt.of(size));
  }

  private static NpyArray required(Map<String, NpyArray> arrays, String name, OptionalInt size) {
    NpyArray array = arrays.get(name);
    if (array == null || (size.isPresent() && array.size() != size.getAsInt())) {
      throw ElboException.user("no checkpoint: array " + name + " is missing or ill-formed");
    }
    return array;
  }

  private static List<EpochMetrics> metrics(double[] values) {
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int i = 0; i + METRIC_COLUMNS <= values.length; i += METRIC_COLUMNS) {
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

  private static Parameters parameters(Map<String, NpyArray> arrays, String prefix) {
    Map<String, INDArray> values = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            values.put(name.substring(prefix.length()), array(array));
          }
        });
    return new Parameters(values);
  }

  private static INDArray array(NpyArray array) {
    long[] shape = IntStream.of(array.shape()).asLongStream().toArray();
    return switch (array.type()) {
      case FLOAT64 -> Nd4j.create(array.doubles(), shape, 'c');
      case FLOAT32 -> Nd4j.create(array.floats(), shape, 'c');
      default -> throw ElboException.user("no checkpoint: an array is of type " + array.type());
    };
  }
}
