package org.elbosurgery.framework.training;

/** Keeps snapshots of a training run. */
@FunctionalInterface
public interface SnapshotStore {

  /** Keeps nothing. */
  SnapshotStore NONE = snapshot -> {};

  /**
   * Keeps a snapshot so that it outlives this process.
   *
   * @param snapshot the run at this moment
   */
  void save(TrainingSnapshot snapshot);
}
