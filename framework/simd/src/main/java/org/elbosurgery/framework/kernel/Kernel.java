package org.elbosurgery.framework.kernel;

import java.util.Locale;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.simd.VectorApi;

/** The ways to compute the inner sum over all components of the aggregate posterior. */
public enum Kernel {
  /** Single precision on the Vector API, which needs {@code jdk.incubator.vector}. */
  VECTOR,
  /** The same algorithm in plain Java. */
  SCALAR,
  /** Double precision: the reference, and needed for posteriors too narrow for single precision. */
  DOUBLE;

  /** Returns whether this JVM can run the kernel. */
  public boolean available() {
    return this != VECTOR || VectorApi.isPresent();
  }

  /**
   * Returns the fastest kernel that this JVM can run and that is precise enough for the posteriors.
   */
  public static Kernel fastest(Posteriors posteriors) {
    if (!StandardisedComponents.suit(posteriors)) {
      return DOUBLE;
    }
    return VECTOR.available() ? VECTOR : SCALAR;
  }

  /** Returns the name in lower case, as recorded with a result. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns this kernel over the components, one for each posterior.
   *
   * @throws ElboException USER if this JVM cannot run it
   */
  public PairKernel over(Posteriors posteriors) {
    return over(posteriors, posteriors.size());
  }

  /**
   * Returns this kernel over a part of the components, one for each posterior. What it leaves out
   * does not matter beside all components: at samples with a floor, that of a component of any
   * part, a part that is far away may leave out everything.
   *
   * @param all the number of all components
   * @throws ElboException USER if this JVM cannot run it
   */
  public PairKernel over(Posteriors posteriors, int all) {
    return switch (this) {
      case VECTOR -> vector(ComponentTree.of(posteriors, all));
      case SCALAR -> new ScalarKernel(ComponentTree.of(posteriors, all));
      case DOUBLE -> new DoubleKernel(posteriors);
    };
  }

  /**
   * Returns a double-precision kernel over all components except, for each sample, the one it was
   * drawn from. Single precision would not do where that component makes up nearly all of q(z).
   */
  public static PairKernel leavingOneOut(Posteriors posteriors) {
    return new DoubleKernel(posteriors).others();
  }

  private static PairKernel vector(ComponentTree components) {
    if (!VectorApi.isPresent()) {
      throw ElboException.user(
          "the vector kernel needs the Vector API: start the JVM with --add-modules "
              + VectorApi.MODULE);
    }
    return new VectorKernel(components);
  }
}
