package org.elbosurgery.framework.process;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.call.OpenCall;

/**
 * The call to System.exit by which this process is ending.
 *
 * @param plugin the open call to a plugin from which it was made; empty if there was none
 * @param caller the caller of System.exit
 */
record ExitCall(Optional<OpenCall> plugin, StackTraceElement caller) {

  /** Finds the call; empty if the process is ending because of a signal. */
  static Optional<ExitCall> find() {
    return Thread.getAllStackTraces().entrySet().stream()
        .flatMap(thread -> of(thread).stream())
        .findFirst();
  }

  private static Optional<ExitCall> of(Map.Entry<Thread, StackTraceElement[]> thread) {
    boolean exits = Arrays.stream(thread.getValue()).anyMatch(ExitCall::isExit);
    return Arrays.stream(thread.getValue())
        .filter(frame -> exits && !frame.getClassName().matches("(java|jdk|sun)\\..*"))
        .findFirst()
        .map(frame -> new ExitCall(OpenCall.of(thread.getKey()), frame));
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals(Runtime.class.getName())
        && frame.getMethodName().equals("exit");
  }

  @Override
  public String toString() {
    return plugin.map(Object::toString).orElse(caller.getClassName())
        + " called System.exit at "
        + caller.getFileName()
        + ":"
        + caller.getLineNumber();
  }
}
