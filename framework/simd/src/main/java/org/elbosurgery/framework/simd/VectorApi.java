package org.elbosurgery.framework.simd;

/**
 * The incubating Vector API, which this JVM has or has not been started with. A class that uses it
 * is linked when it is first run, so whoever asks here first may name it like any other.
 */
public final class VectorApi {

  /** The module; {@code --add-modules} takes it. */
  public static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  /** Returns whether this JVM can run what uses it. */
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}
