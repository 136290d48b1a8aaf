package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elbosurgery.api.Estimate;

/**
 * A bound on the likelihood that can be compared with others of the same rows, row by row.
 *
 * @param <R> the kind of bound
 */
public interface PairedBound<R extends PairedBound<R>> {

  /** Returns the folder of the run. */
  Path run();

  /** Returns the digest of the rows, as the model sees them. */
  String rowsSha256();

  /**
   * Returns the mean over the rows of this bound minus another.
   *
   * @param baseline of the same rows
   * @return nats; its error is over other rows, paired
   */
  Estimate minus(R baseline);

  /** Returns bounds in groups of the same rows; groups and their bounds are in the given order. */
  static <R extends PairedBound<R>> List<List<R>> groups(List<R> bounds) {
    return List.copyOf(
        bounds.stream()
            .collect(
                Collectors.groupingBy(
                    PairedBound::rowsSha256, LinkedHashMap::new, Collectors.toList()))
            .values());
  }

  /**
   * Returns bounds in succession under {@code results}, each with the folder of its run, and the
   * differences from the first of each group under {@code differences}.
   *
   * @param groups groups of bounds of the same rows, each with at least one
   * @param json returns what is said of each beside its folder
   */
  static <R extends PairedBound<R>> Map<String, Object> json(
      List<List<R>> groups, Function<R, Map<String, Object>> json) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "results",
        groups.stream()
            .flatMap(List::stream)
            .map(
                bound -> {
                  Map<String, Object> one = ofRun(bound);
                  one.putAll(json.apply(bound));
                  return one;
                })
            .toList());
    all.put(
        "differences",
        groups.stream()
            .flatMap(group -> group.stream().skip(1).map(bound -> difference(group.get(0), bound)))
            .toList());
    return all;
  }

  private static <R extends PairedBound<R>> Map<String, Object> difference(R first, R bound) {
    Estimate paired = bound.minus(first);
    Map<String, Object> json = ofRun(bound);
    json.put("from", first.run().toString());
    json.put("mean", paired.mean());
    json.put("populationError", paired.standardError());
    return json;
  }

  private static Map<String, Object> ofRun(PairedBound<?> bound) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", bound.run().toString());
    return json;
  }
}
