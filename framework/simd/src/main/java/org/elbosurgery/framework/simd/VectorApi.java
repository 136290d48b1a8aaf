package org.elbosurgery.framework.simd;

import java.lang.management.ManagementFactory;

/**
 * Whether this JVM has the incubating Vector API. It was started with the module, or with {@code
 * -XX:+EnableVectorSupport} and access to what loads modules inside the JDK, which then loads it
 * without the JVM announcing an incubating module on standard error. A class that uses the Vector
 * API is linked only when its code first runs, so code that checks here first may refer to it like
 * to any other class.
 */
public final class VectorApi {

  /** The module's name, for {@code --add-modules}. */
  public static final String MODULE = "jdk.incubator.vector";

  /** Compiles vectors to machine code; a JVM that starts with the module sets it itself. */
  private static final String COMPILED = "-XX:+EnableVectorSupport";

  private static final boolean PRESENT =
      ModuleLayer.boot().findModule(MODULE).isPresent() || (isCompiled() && isLoaded());

  private VectorApi() {}

  /** Without the option every vector would be an object, slower than plain Java. */
  private static boolean isCompiled() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(COMPILED);
  }

  /** Loads the module, as the JDK loads those of its agents; returns false if it may not. */
  private static boolean isLoaded() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, MODULE);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Returns whether this JVM can run code that uses the Vector API. */
  public static boolean isPresent() {
    return PRESENT;
  }
}
