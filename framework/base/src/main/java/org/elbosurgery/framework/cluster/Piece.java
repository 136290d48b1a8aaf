package org.elbosurgery.framework.cluster;

import java.io.Serializable;
import org.elbosurgery.api.ElboException;

/**
 * A piece of work for a machine of a cluster. It travels there by Java's serialization, as the
 * cluster's own messages do, and nothing of it is ever kept.
 *
 * @param <R> its result, which travels back
 */
@FunctionalInterface
public interface Piece<R extends Serializable> extends Serializable {

  /**
   * Does the work.
   *
   * @param site where it is done
   * @throws ElboException of any category, if it fails as it would again elsewhere
   * @throws InterruptedException if this thread is interrupted
   */
  R run(Site site) throws InterruptedException;
}
