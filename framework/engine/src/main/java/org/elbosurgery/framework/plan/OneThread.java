package org.elbosurgery.framework.plan;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * OpenBLAS on one thread while any plan runs, because a plan's workers share its products out; then
 * again on as many as were set. JavaCPP's own {@code blas_set_num_threads} looks for four functions
 * in all libraries at every call, which takes a third of a millisecond; here one is looked for
 * once.
 */
final class OneThread {

  private static final SetNumThreads SET = new SetThreads();

  private static int running;

  private OneThread() {}

  /** Runs work during which products use one thread. */
  static void run(Runnable work) {
    enter();
    try {
      work.run();
    } finally {
      leave();
    }
  }

  private static synchronized void enter() {
    if (running++ == 0) {
      SET.call(1);
    }
  }

  private static synchronized void leave() {
    if (--running == 0) {
      SET.call(openblas_nolapack.blas_get_num_threads()); // what Java has set last, or -1: its own
    }
  }

  /** The function of OpenBLAS. */
  private static final class SetThreads extends SetNumThreads {

    private SetThreads() {
      Loader.load(openblas_nolapack.class);
      Pointer function = Loader.addressof("openblas_set_num_threads");
      if (function == null) {
        throw new IllegalStateException("this OpenBLAS cannot set its number of threads");
      }
      put(function);
    }
  }
}
