package org.elbosurgery.framework.plan;

import java.lang.reflect.InvocationTargetException;
import org.elbosurgery.api.ElboException;

/** The arithmetic that this JVM can run. */
final class Arithmetics {

  private static final String VECTOR_API = "jdk.incubator.vector";

  /** With the Vector API where the JVM was started with its module, else in plain Java. */
  static final Arithmetic FASTEST =
      ModuleLayer.boot().findModule(VECTOR_API).isPresent() ? vector() : new ScalarArithmetic();

  private Arithmetics() {}

  /** Loads the one class that a JVM without the module could not link. */
  private static Arithmetic vector() {
    try {
      return Class.forName(Arithmetics.class.getPackageName() + ".VectorArithmetic")
          .asSubclass(Arithmetic.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw ElboException.internal("the vector arithmetic could not be loaded", e);
    }
  }
}
