package org.elbosurgery.framework.call;

/** That memory ran out, in words. */
public final class MemoryFailure {

  private MemoryFailure() {}

  /** Returns which memory ran out and what to do, to go on after the name of who needed it. */
  public static String reason(OutOfMemoryError e) {
    return "out of memory ("
        + e.getMessage()
        + "); take a smaller model or batch, or more memory by ELBO_JAVA_OPTS=-Xmx4g";
  }
}
