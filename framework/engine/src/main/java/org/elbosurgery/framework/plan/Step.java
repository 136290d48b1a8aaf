package org.elbosurgery.framework.plan;

/** A part of a plan, which ends before the next begins. */
@FunctionalInterface
interface Step {

  /** Computes the values of this step from the values of earlier steps. */
  void run();
}
