package org.elbosurgery.framework.training;

/** Stores snapshots of a training run. */
@FunctionalInterface
public interface SnapshotStore {

  /** Stores nothing. */
  SnapshotStore NONE = snapshot -> {};

  /**
   * Stores a snapshot so that it outlives this process.
   *
   * @param snapshot the present state of the run, whose arrays the next step changes
   */
  void save(TrainingSnapshot snapshot);
}
