package org.elbosurgery.framework.machine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.LoggerFactory;

/**
 * How ND4J's native libraries compute: on how many threads, which can be set at any time, and how
 * idle threads wait, which cannot. OpenMP reads that from the environment when it loads, and Java
 * cannot set a variable of its own process. The launcher sets it before the JVM starts; whoever
 * starts the JVM without it is told to.
 */
public final class NativeSettings {

  /** The environment variable that says whether idle threads spin or sleep. */
  public static final String WAIT_POLICY = "OMP_WAIT_POLICY";

  /** The policy by which idle threads sleep, lest two pools fight over the processors. */
  public static final String PASSIVE = "PASSIVE";

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private NativeSettings() {}

  /** Returns how idle threads wait, as the environment says it; empty where it says nothing. */
  public static String waitPolicy() {
    return System.getenv().getOrDefault(WAIT_POLICY, "");
  }

  /**
   * Sets the threads of ND4J's matrix products and of its other operations, in all of this process.
   * Those of the other operations never exceed what the libraries were loaded with: {@code
   * OMP_NUM_THREADS}, or one for each processor. Warns, once, where idle threads would spin.
   *
   * @param count at least 1
   * @throws ElboException USER if {@code OMP_NUM_THREADS} is no number that ND4J can read
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
