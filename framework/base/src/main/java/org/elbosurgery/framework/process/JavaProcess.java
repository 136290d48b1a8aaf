package org.elbosurgery.framework.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Java processes are started that are like one process: on the Java of whoever starts them.
 *
 * @param options the options of the JVM, without those of a debugger or other agents
 * @param classPath as in {@code java -cp}
 */
public record JavaProcess(List<String> options, String classPath) {

  /** Copies the options. */
  public JavaProcess {
    options = List.copyOf(options);
  }

  /** Returns how processes are started that are like this one. */
  public static JavaProcess likeThis() {
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.matches("-(agentlib|agentpath|javaagent):.*"))
            .toList();
    return new JavaProcess(options, System.getProperty("java.class.path"));
  }

  /**
   * Returns the command that runs a class.
   *
   * @param more additional options for the JVM
   * @param main a class with a {@code main} method
   * @param arguments the arguments of that method
   */
  public List<String> command(List<String> more, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(more);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
