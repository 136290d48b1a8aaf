package org.elbosurgery.framework.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** Handles the next Ctrl-C or SIGTERM, which Java ignores while it is already ending. */
final class NextSignal {

  /** The exit code that shells give to an interrupted program. */
  private static final int INTERRUPTED = 130;

  private NextSignal() {}

  /** Makes the next signal end this process at once, if the JVM supports it. */
  static void halts() {
    try {
      // By reflection: the compiler warns about these names, although every JDK has them.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(INTERRUPTED);
                return null;
              });
      for (String name : List.of("INT", "TERM")) {
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, halt);
      }
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      return; // a JVM without these classes, or one started with -Xrs, which leaves signals alone
    }
  }
}
