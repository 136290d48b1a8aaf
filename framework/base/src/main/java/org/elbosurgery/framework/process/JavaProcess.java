package org.elbosurgery.framework.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes with the same Java, JVM options and class path as this one. */
public final class JavaProcess {

  private JavaProcess() {}

  /**
   * Returns the command that runs a class in a process like this one, without this process's
   * debugger or other agents.
   *
   * @param options additional options for the JVM
   * @param main a class with a {@code main} method
   * @param arguments the arguments of that method
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.matches("-(agentlib|agentpath|javaagent):.*"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
