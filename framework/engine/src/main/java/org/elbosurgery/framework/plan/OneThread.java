package org.elbosurgery.framework.plan;

import java.util.function.IntConsumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * OpenBLAS on one thread while any plan runs, because a plan's workers share its products out; then
 * again on as many as before. JavaCPP's own {@code blas_set_num_threads} looks for four functions
 * in all libraries at every call, which takes a third of a millisecond; here one is looked for
 * once.
 */
final class OneThread {

  private static final IntConsumer SET = setter();

  private static int running;

  /** What was set before, or -1, which is the library's own number. */
  private static int before;

  private OneThread() {}

  /** Returns OpenBLAS's function, or JavaCPP's where another library is in its place. */
  private static IntConsumer setter() {
    Loader.load(openblas_nolapack.class);
    Pointer address = Loader.addressof("openblas_set_num_threads");
    return address == null ? openblas_nolapack::blas_set_num_threads : new Function(address)::call;
  }

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
      before = openblas_nolapack.blas_get_num_threads();
      SET.accept(1);
    }
  }

  private static synchronized void leave() {
    if (--running == 0) {
      SET.accept(before);
    }
  }

  /** The function at an address. */
  private static final class Function extends SetNumThreads {

    private Function(Pointer address) {
      put(address);
    }
  }
}
