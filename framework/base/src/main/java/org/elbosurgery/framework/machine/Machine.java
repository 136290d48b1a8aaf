package org.elbosurgery.framework.machine;

import java.util.Optional;
import java.util.OptionalDouble;
import org.elbosurgery.framework.simd.MultiplyAddPeak;

/**
 * Everything that decides how fast the program is here.
 *
 * @param processor the processor
 * @param memory how much memory there is
 * @param threads that computations use
 * @param waitPolicy how idle threads wait, as {@code OMP_WAIT_POLICY} says it; empty where it says
 *     nothing
 * @param peak what multiply-adds reach on these threads
 * @param libraries how ND4J's libraries do
 * @param forced what a kernel costs that the user has forced on OpenBLAS
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
   * Returns the share of the peak that matrix products reach; empty where they do not run, where
   * the peak is plain Java's, or where they seem to exceed it, because other programs kept the
   * processor from one of the two.
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
   * ND4J's libraries as a process of their own found them.
   *
   * @param probe what they do; empty where they do not run
   * @param kernel that OpenBLAS picked, by its own name; empty where it does not say
   * @param failure why they do not run; empty where they do
   */
  public record Libraries(Optional<NativeProbe> probe, String kernel, String failure) {

    /** Returns the rate of matrix products; 0 where they do not run. */
    public double gigaflops() {
      return probe.map(NativeProbe::gigaflops).orElse(0.0);
    }
  }

  /**
   * A kernel that the user has forced on OpenBLAS.
   *
   * @param coreType as the environment names it
   * @param without how the libraries do where OpenBLAS chooses
   */
  public record ForcedKernel(String coreType, Libraries without) {}
}
