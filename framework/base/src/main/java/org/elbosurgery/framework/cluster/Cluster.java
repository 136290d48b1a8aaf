package org.elbosurgery.framework.cluster;

import java.io.Serializable;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;

/** Machines over which work is spread. */
public interface Cluster extends AutoCloseable {

  /**
   * Returns how many pieces of work it does at a time, at least 1. Machines that come later are not
   * counted.
   *
   * @throws ElboException USER if it has no machine
   * @throws InterruptedException if this thread is interrupted
   */
  int slots() throws InterruptedException;

  /**
   * Does pieces of work, each on some machine. A piece that is lost with its machine is done again;
   * one that fails with an {@link ElboException} is not.
   *
   * @param pieces in any number
   * @param progress receives the number of pieces done, about once a second, from this thread
   * @return the result of each piece, in their order
   * @throws ElboException of the failures of all pieces, or USER if the cluster ends the work
   * @throws InterruptedException if this thread is interrupted; the pieces have been interrupted,
   *     too, and have ended
   */
  <R extends Serializable> List<R> run(List<? extends Piece<R>> pieces, ProgressListener progress)
      throws InterruptedException;

  /** Gives the machines back. */
  @Override
  void close();
}
