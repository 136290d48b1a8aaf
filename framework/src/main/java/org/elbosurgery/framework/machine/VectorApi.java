package org.elbosurgery.framework.machine;

import java.util.Optional;
import org.elbosurgery.api.ElboException;

/** The incubating Vector API, which this JVM has or has not been started with. */
final class VectorApi {

  private static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  static boolean isPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** Loads the one class that a JVM without the module could not link. */
  static Optional<MultiplyAdds> multiplyAdds() {
    if (!isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Class.forName(VectorApi.class.getPackageName() + ".VectorMultiplyAdds")
              .asSubclass(MultiplyAdds.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw ElboException.internal("the vector loop could not be loaded", e);
    }
  }
}
