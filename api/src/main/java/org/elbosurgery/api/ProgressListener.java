package org.elbosurgery.api;

/**
 * Receives the progress of a long computation. It is called from the computing threads and must
 * return quickly.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProgressListener {

  /** Ignores all progress. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Reports progress.
   *
   * @param done units of work finished
   * @param total units of work in all
   */
  void progress(long done, long total);
}
