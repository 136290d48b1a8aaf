package org.elbosurgery.framework.cluster;

import org.elbosurgery.api.ElboException;

/** Connects to clusters that are driven by one software; found by {@code ServiceLoader}. */
public interface ClusterProvider {

  /**
   * Connects to a cluster.
   *
   * @param master the cluster, in the notation of its software
   * @param threads that a piece of work computes on
   * @throws ElboException USER if it cannot be reached, naming it, within two minutes
   */
  Cluster connect(String master, int threads);
}
