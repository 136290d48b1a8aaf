package org.elbosurgery.framework.kernel;

import java.util.Locale;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.simd.VectorApi;

/** The ways to compute the inner sum over all components of the aggregate posterior. */
public enum Kernel {
  /** Single precision with the Vector API, which needs {@code jdk.incubator.vector}. */
  VECTOR,
  /** The same algorithm in plain Java. */
  SCALAR,
  /** Double precision: the reference, and the way for codes too sharp for single precision. */
  DOUBLE;

  /** Returns whether this JVM can run the kernel. */
  public boolean available() {
    return this != VECTOR || VectorApi.isPresent();
  }

  /** Returns the fastest kernel of this JVM whose precision is right for the codes. */
  public static Kernel fastest(Posteriors posteriors) {
    if (!StandardisedComponents.suit(posteriors)) {
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
   * @throws ElboException USER if this JVM cannot run it
   */
  public PairKernel over(Posteriors posteriors) {
    return switch (this) {
      case VECTOR -> vector(ComponentTree.of(posteriors));
      case SCALAR -> new ScalarKernel(ComponentTree.of(posteriors));
      case DOUBLE -> new DoubleKernel(posteriors);
    };
  }

  /**
   * Returns the kernel over all components of the codes but the one that made each sample; in
   * double precision, because where that one makes up nearly all of q(z), nothing less is right.
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
