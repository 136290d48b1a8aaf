package org.elbosurgery.framework.gap;

/** Hears how far a gap analysis is. May be called from any thread; must be quick. */
@FunctionalInterface
public interface GapListener {

  /** Hears nothing. */
  GapListener NONE = (task, done, total) -> {};

  /**
   * A task has come further.
   *
   * @param task in words, such as "fitting mixture"
   * @param done units of work finished
   * @param total units of work in all, at most
   */
  void advanced(String task, long done, long total);
}
