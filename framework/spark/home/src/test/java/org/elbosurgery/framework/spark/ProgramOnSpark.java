package org.elbosurgery.framework.spark;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The program from its jars, as its launcher starts it, and the assembled folder of Spark. */
final class ProgramOnSpark {

  /**
   * What the launcher gives to the JVM, but no second compiler: its time is most of a short
   * process.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx1g",
          "-Xlog:disable",
          "-Dorg.nd4j.log.initialization=false",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.log.org.nd4j=error",
          "-Dspark.executor.memory=512m",
          "-Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

  private static final List<String> VECTORS =
      List.of(
          "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableVectorSupport");

  private static final Path TARGET = Path.of("../../../cli/target").toAbsolutePath().normalize();

  private final Path folder;

  /** Runs in a folder, where what it prints is kept, too. */
  ProgramOnSpark(Path folder) {
    this.folder = folder;
  }

  /** Returns what starts the program, whose output goes to the files {@code NAME.out, NAME.err}. */
  ProcessBuilder builder(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    if (!arguments[0].equals("sweep")) { // a training on vectors needs the second compiler
      command.addAll(VECTORS);
    }
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    String jars = TARGET + "/*" + File.pathSeparator + TARGET + "/lib/*";
    command.addAll(List.of("-cp", jars, "org.elbosurgery.cli.Elbo"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.environment().put("SPARK_HOME", Path.of("target").toAbsolutePath().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectOutput(Redirect.to(out(name))).redirectError(Redirect.to(err(name)));
    return builder;
  }

  /** Runs the program to its end; returns its exit code. */
  int run(String name, String... arguments) throws IOException, InterruptedException {
    return builder(name, arguments).start().waitFor();
  }

  private File out(String name) {
    return folder.resolve(name + ".out").toFile();
  }

  private File err(String name) {
    return folder.resolve(name + ".err").toFile();
  }

  String printed(String name) throws IOException {
    return Files.readString(out(name).toPath());
  }

  /** Returns the lines on standard error but for those that a slow machine gets of the progress. */
  String complained(String name) throws IOException {
    return Files.readAllLines(err(name).toPath()).stream()
        .filter(line -> !line.contains("% ["))
        .collect(Collectors.joining("\n"));
  }
}
