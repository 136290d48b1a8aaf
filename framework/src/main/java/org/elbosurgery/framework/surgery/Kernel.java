package org.elbosurgery.framework.surgery;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.ElboException;

/** The ways to compute the inner sum over all components of the aggregate posterior. */
public enum Kernel {
  /** Single precision with the Vector API, which needs {@code jdk.incubator.vector}. */
  VECTOR,
  /** The same algorithm in plain Java. */
  SCALAR,
  /** Double precision: the reference, and the way for codes too sharp for single precision. */
  DOUBLE;

  private static final String VECTOR_API = "jdk.incubator.vector";

  /** Returns whether this JVM can run the kernel. */
  public boolean available() {
    return this != VECTOR || ModuleLayer.boot().findModule(VECTOR_API).isPresent();
  }

  /** Returns the fastest kernel of this JVM whose precision is right for the codes. */
  public static Kernel fastest(Codes codes) {
    if (!StandardisedComponents.suit(codes)) {
      return DOUBLE;
    }
    return VECTOR.available() ? VECTOR : SCALAR;
  }

  /** Returns the name as it is recorded with a result: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns this kernel over the components of the codes.
   *
   * @throws ElboException (user) if this JVM cannot run it
   */
  PairKernel over(Codes codes) {
    return switch (this) {
      case VECTOR -> vector(ComponentTree.of(codes));
      case SCALAR -> new ScalarKernel(ComponentTree.of(codes));
      case DOUBLE -> new DoubleKernel(codes);
    };
  }

  /** Loads the one class that a JVM without the module could not link. */
  private PairKernel vector(ComponentTree components) {
    if (!available()) {
      throw ElboException.user(
          "the vector kernel needs the Vector API: start the JVM with --add-modules " + VECTOR_API);
    }
    try {
      return Class.forName(Kernel.class.getPackageName() + ".VectorKernel")
          .asSubclass(PairKernel.class)
          .getDeclaredConstructor(ComponentTree.class)
          .newInstance(components);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw ElboException.internal("the vector kernel could not be loaded", e);
    }
  }
}
