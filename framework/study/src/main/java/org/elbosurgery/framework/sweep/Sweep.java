package org.elbosurgery.framework.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.json.Json;

/**
 * A sweep whose plugins and data have been found and checked.
 *
 * @param spec as given by the user
 * @param cells at least one, in order, no two the same
 */
public record Sweep(SweepSpec spec, List<Cell> cells) {

  private static final String THREADS = ExperimentSpec.THREADS.name();
  private static final int NAME_DIGITS = 8;

  /**
   * Copies the cells.
   *
   * @throws IllegalArgumentException if there are none, or two are the same run
   */
  public Sweep {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("a sweep has at least one cell");
    }
    if (new HashSet<>(keys(cells)).size() < cells.size()) {
      throw new IllegalArgumentException("two cells are the same run");
    }
  }

  /**
   * Returns a name that identifies the sweep, in eight digits. It does not depend on the number of
   * threads unless the user gave one.
   */
  public String name() {
    List<Object> identity = new ArrayList<>();
    identity.add(spec.options().getOrDefault(THREADS, List.of()));
    onThreads(1).cells().forEach(cell -> identity.add(cell.key()));
    return Sha256.of(Json.content(identity)).substring(0, NAME_DIGITS);
  }

  /**
   * Returns this sweep with a number of threads for each cell, or unchanged if the user gave a
   * number.
   */
  public Sweep onThreads(int threads) {
    return spec.options().containsKey(THREADS)
        ? this
        : new Sweep(spec, cells.stream().map(cell -> cell.onThreads(threads)).toList());
  }

  /**
   * Returns the sweep as it is kept and shared: its data are named without the folders that they
   * are in. Its cells have the same keys.
   */
  Sweep published() {
    return new Sweep(
        spec.published(),
        cells.stream().map(cell -> cell.published(spec.publishedLabel(cell.label()))).toList());
  }

  /** Returns the keys of the cells, in order. */
  List<String> keys() {
    return keys(cells);
  }

  private static List<String> keys(List<Cell> cells) {
    return cells.stream().map(Cell::key).toList();
  }
}
