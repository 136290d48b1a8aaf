package org.elbosurgery.framework.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;

/**
 * Names that the system hands to the JVM as bytes: arguments, and the working folder. The JVM reads
 * them in the encoding of the locale and puts U+FFFD for what that does not have, so a path made of
 * such a name is that of another file.
 */
public final class SystemText {

  private static final String UNREADABLE = "\uFFFD";

  private SystemText() {}

  /**
   * Requires that a program's arguments, and the name of the working folder, could be read.
   *
   * @throws ElboException USER naming all that could not
   */
  public static void require(List<String> arguments) {
    List<String> problems =
        arguments.stream()
            .filter(argument -> argument.contains(UNREADABLE))
            .map(argument -> "the argument " + argument + advice())
            .toList();
    if (!problems.isEmpty()) {
      throw ElboException.user(problems);
    }
    workingFolderProblem().ifPresent(SystemText::refuse);
  }

  /**
   * Returns a path as an absolute one.
   *
   * @throws ElboException USER if it is relative and the name of the working folder could not be
   *     read
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
