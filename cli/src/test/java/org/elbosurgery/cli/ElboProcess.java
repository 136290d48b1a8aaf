package org.elbosurgery.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program in a process of its own, which is as short as this one. */
final class ElboProcess {

  private ElboProcess() {}

  /** Returns what starts it. */
  static ProcessBuilder of(String... args) {
    return of("-XX:TieredStopAtLevel=1", args);
  }

  /** Returns what starts it as its launcher does, on the Vector API. */
  static ProcessBuilder withVectors(String... args) {
    return of("--add-modules=jdk.incubator.vector", args);
  }

  private static ProcessBuilder of(String option, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                option,
                "-Dorg.nd4j.log.initialization=false",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                absoluteClassPath(),
                Elbo.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  private static String absoluteClassPath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
