package org.elbosurgery.framework.graph;

/** What executes the graphs of a model. */
public enum Engine {
  /** An execution plan; graphs for which none can be made are left to SameDiff. */
  PLAN,
  /** SameDiff's own session. */
  SAMEDIFF
}
