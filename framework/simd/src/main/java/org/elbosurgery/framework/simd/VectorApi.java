package org.elbosurgery.framework.simd;

/**
 * Whether this JVM was started with the incubating Vector API. A class that uses the Vector API is
 * linked only when its code first runs, so code that checks here first may refer to it like to any
 * other class.
 */
public final class VectorApi {

  /** The module's name, for {@code --add-modules}. */
  public static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  /** Returns whether this JVM can run code that uses the Vector API. */
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}
