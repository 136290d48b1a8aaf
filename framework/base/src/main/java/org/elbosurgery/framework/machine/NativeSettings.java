package org.elbosurgery.framework.machine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How ND4J's native libraries compute. What the user's environment says stays as it is.
 *
 * <p>The libraries read the environment when they load, so {@link #prepare} comes before the first
 * use of ND4J. The launcher has set all of it before the JVM started; this is for programs that
 * embed the framework.
 */
public final class NativeSettings {

  /** The environment variable that says whether idle threads spin or sleep. */
  public static final String WAIT_POLICY = "OMP_WAIT_POLICY";

  /** The policy by which idle threads sleep, lest two pools fight over the processors. */
  private static final String PASSIVE = "PASSIVE";

  private static final AtomicBoolean PREPARED = new AtomicBoolean();

  private NativeSettings() {}

  /**
   * Makes the libraries wait passively, on as many threads as the process may use, where the
   * environment says nothing else. Without effect after the first call, or where ND4J is loaded.
   *
   * @throws ElboException USER if {@code OMP_NUM_THREADS} is no number that ND4J can read
   */
  public static void prepare() {
    Threads threads = Threads.requireReadable();
    if (!PREPARED.getAndSet(true)) {
      setUnlessSet(WAIT_POLICY, PASSIVE);
      setUnlessSet(Threads.VARIABLE, Integer.toString(threads.count()));
    }
  }

  /** Returns how idle threads wait: as the environment says, else passively. */
  public static String waitPolicy() {
    String set = System.getenv().getOrDefault(WAIT_POLICY, "");
    return set.isEmpty() ? PASSIVE : set;
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getenv().getOrDefault(name, "").isEmpty()) {
      NativeEnvironment.set(name, value);
    }
  }

  /**
   * Sets the threads of ND4J's matrix products and of its other operations; the latter never exceed
   * those that the libraries were loaded with.
   *
   * @param count at least 1
   */
  public static void useThreads(int count) {
    Nd4j.factory().blas().setMaxThreads(count);
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxMasterThreads(Math.min(count, environment.maxThreads()));
  }
}
