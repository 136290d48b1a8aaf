package org.elbosurgery.framework.machine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.LoggerFactory;

/**
 * Settings of ND4J's native libraries: the number of threads, which can be changed at any time, and
 * how idle threads wait, which cannot. OpenMP reads the latter from the environment when it is
 * loaded, and Java cannot set a variable of its own process. The launcher sets it before the JVM
 * starts; if the JVM was started without it, a warning says so.
 */
public final class NativeSettings {

  /** The environment variable that says whether idle threads spin or sleep. */
  public static final String WAIT_POLICY = "OMP_WAIT_POLICY";

  /**
   * The policy by which idle threads sleep, so that two thread pools do not compete for the
   * processors.
   */
  public static final String PASSIVE = "PASSIVE";

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private NativeSettings() {}

  /** Returns how idle threads wait, as given by the environment; empty if it is not set. */
  public static String waitPolicy() {
    return System.getenv().getOrDefault(WAIT_POLICY, "");
  }

  /**
   * Sets the number of threads of ND4J's matrix products and of its other operations, for the whole
   * process. The other operations never use more threads than the libraries were loaded with:
   * {@code OMP_NUM_THREADS}, or one for each processor. Warns once if idle threads would spin.
   *
   * @param count at least 1
   * @throws ElboException USER if {@code OMP_NUM_THREADS} is not a number that ND4J can read
   */
  public static void useThreads(int count) {
    Threads.requireReadable();
    warnOfSpinning();
    Nd4j.factory().blas().setMaxThreads(count);
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxMasterThreads(Math.min(count, environment.maxThreads()));
  }

  private static void warnOfSpinning() {
    if (waitPolicy().isEmpty() && !WARNED.getAndSet(true)) {
      LoggerFactory.getLogger(NativeSettings.class)
          .warn(
              "{} is not set, so that idle threads spin and keep others from the processors: export"
                  + " {}={} before the JVM starts",
              WAIT_POLICY,
              WAIT_POLICY,
              PASSIVE);
    }
  }
}
