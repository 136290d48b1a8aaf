package org.elbosurgery.framework.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.elbosurgery.framework.machine.Machine.ForcedKernel;
import org.elbosurgery.framework.machine.Machine.Libraries;
import org.elbosurgery.framework.simd.MultiplyAddPeak;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Advice")
final class AdviceTest {

  private static final Processor PROCESSOR =
      new Processor("a processor", 4, 4, List.of("sse4_2", "avx", "avx2"));
  private static final MemoryLimits MEMORY = new MemoryLimits(2L << 30, 8L << 30, 8L << 30);
  private static final Threads THREADS = Threads.ofOption(4);
  private static final MultiplyAddPeak PEAK = new MultiplyAddPeak(400, OptionalInt.of(256));

  private static Libraries libraries(String blas, double gigaflops) {
    NativeProbe probe = new NativeProbe(blas, gigaflops, 4, 4, 1L << 30, 3L << 30, "/cache");
    return new Libraries(Optional.of(probe), "Haswell", "");
  }

  private static final Libraries LIBRARIES = libraries("OPENBLAS 0.3.31-1.5.13", 300);

  /** A machine on which all is well but for what a test puts in the place of a part. */
  private static List<String> on(
      Processor processor,
      MemoryLimits memory,
      Threads threads,
      String waitPolicy,
      MultiplyAddPeak peak,
      Libraries libraries,
      ForcedKernel forced) {
    return Advice.on(
        new Machine(
            processor, memory, threads, waitPolicy, peak, libraries, Optional.ofNullable(forced)));
  }

  private static List<String> on(Libraries libraries, ForcedKernel forced) {
    return on(PROCESSOR, MEMORY, THREADS, "PASSIVE", PEAK, libraries, forced);
  }

  private static List<String> on(Threads threads) {
    return on(PROCESSOR, MEMORY, threads, "PASSIVE", PEAK, LIBRARIES, null);
  }

  @Test
  @DisplayName("is silent where all is well")
  void isSilent() {
    assertThat(on(LIBRARIES, null)).isEmpty();
    assertThat(on(libraries("MKL", 300), null)).isEmpty();
  }

  @Test
  @DisplayName("says what a forced kernel costs, or that it costs nothing")
  void pricesForcedKernel() {
    Libraries old = libraries("OPENBLAS 0.3.31-1.5.13", 75);
    assertThat(on(old, new ForcedKernel("Nehalem", LIBRARIES)))
        .containsExactly(
            "OPENBLAS_CORETYPE=Nehalem gives 75 GFLOP/s, without it Haswell gives 300: unset it");
    assertThat(on(LIBRARIES, new ForcedKernel("Haswell", LIBRARIES)))
        .containsExactly(
            "OPENBLAS_CORETYPE=Haswell gives 300 GFLOP/s, without it Haswell gives 300: it costs"
                + " nothing");
  }

  @Test
  @DisplayName("tells of matrix products far below the peak")
  void tellsOfPoorProducts() {
    assertThat(on(libraries("OPENBLAS 0.3.31-1.5.13", 100), null))
        .containsExactly(
            "matrix products reach 25 % of the peak: other programs use the processor, or OpenBLAS"
                + " does not know it (kernel Haswell)");
  }

  @Test
  @DisplayName("tells of rates that cannot be, which a busy machine gives")
  void tellsOfBusyMachine() {
    assertThat(on(libraries("OPENBLAS 0.3.31-1.5.13", 401), null))
        .containsExactly(
            "other programs use the processor, so that the rates are not right: ask again when they"
                + " are done");
  }

  @Test
  @DisplayName("tells of the OpenBLAS that ND4J brings by itself")
  void tellsOfOldOpenBlas() {
    assertThat(on(libraries("OPENBLAS 0.3.19-1.5.7", 100), null))
        .singleElement()
        .asString()
        .contains("since elbo-framework brings them");
  }

  @Test
  @DisplayName("tells why ND4J does not run")
  void tellsOfFailure() {
    assertThat(on(new Libraries(Optional.empty(), "", "exit code 132, SIGILL"), null))
        .containsExactly(
            "ND4J does not run here, so that nothing can train: exit code 132, SIGILL");
  }

  @Test
  @DisplayName("tells of a JVM without the Vector API, and of a processor without AVX")
  void tellsOfVectors() {
    MultiplyAddPeak plain = new MultiplyAddPeak(20, OptionalInt.empty());
    assertThat(on(PROCESSOR, MEMORY, THREADS, "PASSIVE", plain, LIBRARIES, null))
        .singleElement()
        .asString()
        .contains("--add-modules jdk.incubator.vector");
    Processor old = new Processor("old", 4, 4, List.of("sse4_2"));
    assertThat(on(old, MEMORY, THREADS, "PASSIVE", PEAK, LIBRARIES, null))
        .singleElement()
        .asString()
        .contains("no AVX");
  }

  @Test
  @DisplayName("tells of fewer and of more threads than processors")
  void tellsOfThreads() {
    assertThat(on(Threads.ofOption(3)))
        .containsExactly("3 of 4 processors are used: raise --threads, or unset OMP_NUM_THREADS");
    assertThat(on(Threads.ofOption(5)))
        .containsExactly(
            "5 threads take turns on 4 processors: ask for 4 by --threads or OMP_NUM_THREADS");
  }

  @Test
  @DisplayName("tells of operations on fewer threads than were asked for")
  void tellsOfFewerOperationThreads() {
    NativeProbe probe = new NativeProbe("OPENBLAS", 300, 4, 1, 1L << 30, 3L << 30, "/cache");
    Libraries loadedWithOne = new Libraries(Optional.of(probe), "Haswell", "");
    assertThat(on(loadedWithOne, null))
        .containsExactly(
            "operations of ND4J stay on 1 of 4 threads, since they were loaded with"
                + " OMP_NUM_THREADS=1: set it to 4, or unset it");
  }

  @ParameterizedTest(name = "OMP_WAIT_POLICY={0}")
  @ValueSource(strings = {"active", ""})
  @DisplayName("tells of threads that spin")
  void tellsOfSpinning(String waitPolicy) {
    assertThat(on(PROCESSOR, MEMORY, THREADS, waitPolicy, PEAK, LIBRARIES, null))
        .containsExactly(
            "idle threads spin, and keep others from the processors: export"
                + " OMP_WAIT_POLICY=PASSIVE");
  }

  @Test
  @DisplayName("tells of limits beyond the memory there is")
  void tellsOfMemory() {
    MemoryLimits little = new MemoryLimits(2L << 30, 2_000_000_000, 8L << 30);
    assertThat(on(PROCESSOR, little, THREADS, "PASSIVE", PEAK, LIBRARIES, null))
        .containsExactly(
            "the process may take 3.2 GB, but there are 2.0: a large batch may end it; lower the"
                + " limits by ELBO_JAVA_OPTS, such as -Xmx800m");
  }
}
