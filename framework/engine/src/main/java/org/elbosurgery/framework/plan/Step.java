package org.elbosurgery.framework.plan;

/** A part of a plan that is done before the next begins. */
@FunctionalInterface
interface Step {

  /** Computes its values from those of the steps before. */
  void run();
}
