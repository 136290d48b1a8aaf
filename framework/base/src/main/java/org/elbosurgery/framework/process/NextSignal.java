package org.elbosurgery.framework.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** The next Ctrl-C or SIGTERM, of which Java takes no notice while it is ending already. */
final class NextSignal {

  /** What the shell gives to a program that was interrupted. */
  private static final int INTERRUPTED = 130;

  private NextSignal() {}

  /** Makes it end this process at once, on a JVM that can. */
  static void halts() {
    try {
      // By reflection: the compiler warns of these names, though every JDK has them.
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
      return; // a JVM without these, or one whose starter keeps the signals (-Xrs)
    }
  }
}
