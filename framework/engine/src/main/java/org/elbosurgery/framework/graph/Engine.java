package org.elbosurgery.framework.graph;

/** Who executes the graphs of a model. */
public enum Engine {
  /** An execution plan; graphs that none can be made for are left to SameDiff. */
  PLAN,
  /** SameDiff's own session. */
  SAMEDIFF
}
