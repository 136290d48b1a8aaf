package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.process.JavaProcess;

/** The program in a process of its own. */
final class ElboProcess {

  private ElboProcess() {}

  /** Returns what starts it, with the JVM options of the tests. */
  static ProcessBuilder of(String... args) {
    return of(List.of(), args);
  }

  /** Returns what starts it as its launcher does, on the Vector API, which needs all compilers. */
  static ProcessBuilder withVectors(String... args) {
    return of(
        List.of(
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+EnableVectorSupport",
            "-XX:TieredStopAtLevel=4"),
        args);
  }

  private static ProcessBuilder of(List<String> options, String... args) {
    List<String> all = new ArrayList<>(options);
    all.add("-Xmx1g");
    all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    return new ProcessBuilder(JavaProcess.likeThis().command(all, Elbo.class, args));
  }
}
