package org.elbosurgery.api;

/**
 * Hears how far a long computation is. Called from the computing threads; must be quick.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProgressListener {

  /** Hears nothing. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Reports progress.
   *
   * @param done units of work finished
   * @param total units of work in all
   */
  void progress(long done, long total);
}
