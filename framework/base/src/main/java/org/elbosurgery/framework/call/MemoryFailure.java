package org.elbosurgery.framework.call;

/** Explains in words that memory ran out. */
public final class MemoryFailure {

  private MemoryFailure() {}

  /**
   * Returns which memory ran out and what to do, as the continuation of a sentence that begins with
   * the name of what needed it.
   */
  public static String reason(OutOfMemoryError e) {
    return "out of memory ("
        + e.getMessage()
        + "); take a smaller model or batch, or more memory by ELBO_JAVA_OPTS=-Xmx4g";
  }
}
