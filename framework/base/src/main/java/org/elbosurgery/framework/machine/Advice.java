package org.elbosurgery.framework.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Advice on how to make the program faster on a machine. */
public final class Advice {

  /**
   * On an idle machine, matrix products by a suitable kernel reach more than this share of the
   * peak.
   */
  private static final double POOR = 0.5;

  /** Rates of repeated measurements differ by less than this factor. */
  private static final double NOISE = 0.9;

  /**
   * The version of OpenBLAS that ND4J itself depends on, which mistakes recent processors for old
   * ones.
   */
  private static final String OLD_OPENBLAS = "OPENBLAS 0.3.19";

  private Advice() {}

  /**
   * Returns a sentence for each thing to change, the most important first; none if nothing needs to
   * change.
   */
  public static List<String> on(Machine machine) {
    List<String> advice = new ArrayList<>();
    libraries(machine).ifPresent(advice::add);
    forcedKernel(machine).ifPresent(advice::add);
    vectors(machine).ifPresent(advice::add);
    threads(machine).ifPresent(advice::add);
    waiting(machine).ifPresent(advice::add);
    memory(machine).ifPresent(advice::add);
    return advice;
  }

  private static Optional<String> libraries(Machine machine) {
    Machine.Libraries libraries = machine.libraries();
    if (libraries.probe().isEmpty()) {
      return Optional.of(
          "ND4J does not run here, so that nothing can train: " + libraries.failure());
    }
    if (libraries.probe().get().blas().startsWith(OLD_OPENBLAS)) {
      return Optional.of(
          "OpenBLAS 0.3.19 takes recent processors for old ones: leave nd4j-native and openblas out"
              + " of the program's own dependencies, since elbo-framework brings them");
    }
    return machine.peak().vectorBits().isEmpty() || machine.forced().isPresent()
        ? Optional.empty()
        : rate(machine.shareOfPeak(), libraries.kernel());
  }

  private static Optional<String> rate(OptionalDouble share, String kernel) {
    if (share.isEmpty()) {
      return Optional.of(
          "other programs use the processor, so that the rates are not right: ask again when they"
              + " are done");
    }
    return share.getAsDouble() < POOR
        ? Optional.of(
            text(
                "matrix products reach %.0f %% of the peak: other programs use the processor, or"
                    + " OpenBLAS does not know it (kernel %s)",
                100 * share.getAsDouble(), kernel))
        : Optional.empty();
  }

  private static Optional<String> forcedKernel(Machine machine) {
    return machine
        .forced()
        .filter(forced -> forced.without().probe().isPresent())
        .map(
            forced -> {
              double with = machine.libraries().gigaflops();
              double without = forced.without().gigaflops();
              return text(
                  "%s=%s gives %.0f GFLOP/s, without it %s gives %.0f: %s",
                  Machine.CORE_TYPE,
                  forced.coreType(),
                  with,
                  forced.without().kernel(),
                  without,
                  with < NOISE * without ? "unset it" : "it costs nothing");
            });
  }

  private static Optional<String> vectors(Machine machine) {
    if (machine.processor().lacksAvx()) {
      return Optional.of(
          "the processor has no AVX: results are right, and everything takes a few times longer");
    }
    return machine.peak().vectorBits().isPresent()
        ? Optional.empty()
        : Optional.of(
            "the Vector API is not there: start the program by cli/elbo, or the JVM with"
                + " --add-modules jdk.incubator.vector; until then plain Java computes the same, slower");
  }

  private static Optional<String> threads(Machine machine) {
    int count = machine.threads().count();
    int usable = machine.processor().usable();
    if (count > usable) {
      return Optional.of(
          text(
              "%d threads take turns on %d processors: ask for %d by --threads or %s",
              count, usable, usable, Threads.VARIABLE));
    }
    if (count < usable) {
      return Optional.of(
          text(
              "%d of %d processors are used: raise --threads, or unset %s",
              count, usable, Threads.VARIABLE));
    }
    return machine
        .libraries()
        .probe()
        .map(NativeProbe::operationThreads)
        .filter(operations -> operations < count)
        .map(
            operations ->
                text(
                    "operations of ND4J stay on %d of %d threads, since they were loaded with"
                        + " %s=%d: set it to %d, or unset it",
                    operations, count, Threads.VARIABLE, operations, count));
  }

  private static Optional<String> waiting(Machine machine) {
    return machine.waitPolicy().equalsIgnoreCase(NativeSettings.PASSIVE)
        ? Optional.empty()
        : Optional.of(
            text(
                "idle threads spin, and keep others from the processors: export %s=%s",
                NativeSettings.WAIT_POLICY, NativeSettings.PASSIVE));
  }

  private static Optional<String> memory(Machine machine) {
    long allowed =
        machine
            .libraries()
            .probe()
            .map(NativeProbe::processLimit)
            .filter(limit -> limit > 0)
            .orElse(machine.memory().heap());
    return allowed > machine.memory().available()
        ? Optional.of(
            text(
                "the process may take %.1f GB, but there are %.1f: a large batch may end it; lower"
                    + " the limits by ELBO_JAVA_OPTS, such as -Xmx800m",
                allowed / 1e9, machine.memory().available() / 1e9))
        : Optional.empty();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
