package org.elbosurgery.framework.machine;

import java.util.Optional;
import java.util.OptionalDouble;
import org.elbosurgery.framework.simd.MultiplyAddPeak;

/**
 * Everything that determines how fast the program is on this machine.
 *
 * @param processor the processor
 * @param memory the limits of memory
 * @param threads the threads used by computations
 * @param waitPolicy how idle threads wait, as given by {@code OMP_WAIT_POLICY}; empty if it is not
 *     set
 * @param peak the rate of multiply-adds on these threads
 * @param libraries ND4J's libraries as measured
 * @param forced a kernel that the user forces on OpenBLAS, compared with OpenBLAS's own choice
 */
public record Machine(
    Processor processor,
    MemoryLimits memory,
    Threads threads,
    String waitPolicy,
    MultiplyAddPeak peak,
    Libraries libraries,
    Optional<ForcedKernel> forced) {

  /**
   * Returns the share of the peak that matrix products reach; empty if they do not run, if the peak
   * was measured in plain Java, or if they seem to exceed it because other programs slowed down one
   * of the two measurements.
   */
  public OptionalDouble shareOfPeak() {
    double share = libraries.gigaflops() / peak.gigaflops();
    return peak.vectorBits().isPresent() && share > 0 && share <= 1
        ? OptionalDouble.of(share)
        : OptionalDouble.empty();
  }

  /** The environment variable by which a user forces a kernel on OpenBLAS. */
  public static final String CORE_TYPE = "OPENBLAS_CORETYPE";

  /**
   * ND4J's libraries, as measured by a separate process.
   *
   * @param probe the measurements; empty if the libraries do not run
   * @param kernel the name of the kernel that OpenBLAS chose; empty if OpenBLAS does not say
   * @param failure why the libraries do not run; empty if they do
   */
  public record Libraries(Optional<NativeProbe> probe, String kernel, String failure) {

    /** Returns the rate of matrix products in GFLOP/s; 0 if they do not run. */
    public double gigaflops() {
      return probe.map(NativeProbe::gigaflops).orElse(0.0);
    }
  }

  /**
   * A kernel that the user forces on OpenBLAS.
   *
   * @param coreType its name in the environment variable
   * @param without the libraries as measured if OpenBLAS chooses the kernel
   */
  public record ForcedKernel(String coreType, Libraries without) {}
}
