package org.elbosurgery.framework.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.problem.Problems;

/**
 * Checks names that the system passes to the JVM as bytes: the arguments and the working folder.
 * The JVM decodes them in the encoding of the locale and replaces what it cannot decode by U+FFFD,
 * so a path made from such a name would denote another file.
 */
public final class SystemText {

  private static final String UNREADABLE = "\uFFFD";

  private SystemText() {}

  /**
   * Checks that the JVM could decode a program's arguments and the name of the working folder.
   *
   * @throws ElboException USER if some could not be decoded, naming all of them
   */
  public static void require(List<String> arguments) {
    Problems problems = Problems.user();
    arguments.stream()
        .filter(argument -> argument.contains(UNREADABLE))
        .forEach(argument -> problems.add("the argument " + argument + advice()));
    problems.requireNone();
    workingFolderProblem().ifPresent(SystemText::refuse);
  }

  /**
   * Returns the absolute form of a path.
   *
   * @throws ElboException USER if it is relative and the name of the working folder could not be
   *     decoded
   */
  static Path absolute(Path path) {
    if (!path.isAbsolute()) {
      workingFolderProblem().ifPresent(SystemText::refuse);
    }
    return path.toAbsolutePath();
  }

  private static void refuse(String problem) {
    throw ElboException.user(problem);
  }

  private static Optional<String> workingFolderProblem() {
    String folder = System.getProperty("user.dir");
    return folder.contains(UNREADABLE)
        ? Optional.of("the working folder " + folder + advice())
        : Optional.empty();
  }

  private static String advice() {
    return " has a name that the locale's encoding, "
        + System.getProperty("sun.jnu.encoding")
        + ", cannot express; set LC_ALL to a locale with UTF-8, such as C.UTF-8";
  }
}
