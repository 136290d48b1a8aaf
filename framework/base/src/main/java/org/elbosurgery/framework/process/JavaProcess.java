package org.elbosurgery.framework.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that are like this one: the same Java, options of the JVM, and class path. */
public final class JavaProcess {

  private JavaProcess() {}

  /**
   * Returns the command that runs a class in a process like this one; a debugger or another agent
   * of this process does not go with it.
   *
   * @param options more for the JVM
   * @param main has a {@code main} method
   * @param arguments of the method
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
