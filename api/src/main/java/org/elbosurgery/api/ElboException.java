package org.elbosurgery.api;

import java.util.List;

/**
 * The exception with which this program stops. Its category says where the fault lies and
 * determines the exit code; each of its problems is a sentence that says what was given, what is
 * allowed and what to do.
 *
 * @since 0.1.0
 */
public final class ElboException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Where the fault lies.
   *
   * @since 0.1.0
   */
  public enum Category {
    /** With the user: an option or a file. */
    USER(2),
    /** With a plugin, which threw an exception or returned what its contract forbids. */
    PLUGIN(3),
    /** With the numbers, such as a loss that is not finite. */
    NUMERIC(4),
    /** With this program. */
    INTERNAL(1);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Returns the process exit code for this category. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Category category;
  private final transient List<String> problems;

  private ElboException(Category category, List<String> problems, Throwable cause) {
    super(String.join("\n", problems), cause);
    this.category = category;
    this.problems = List.copyOf(problems);
  }

  /** Returns an exception for a mistake of the user. */
  public static ElboException user(String problem) {
    return user(List.of(problem));
  }

  /** Returns an exception for several mistakes of the user. */
  public static ElboException user(List<String> problems) {
    return new ElboException(Category.USER, problems, null);
  }

  /** Returns an exception for a mistake of the user that another exception revealed. */
  public static ElboException user(String problem, Throwable cause) {
    return new ElboException(Category.USER, List.of(problem), cause);
  }

  /** Returns an exception for a breach of contract by a plugin. */
  public static ElboException plugin(String problem, Throwable cause) {
    return new ElboException(Category.PLUGIN, List.of(problem), cause);
  }

  /** Returns an exception for a numerical failure. */
  public static ElboException numeric(String problem) {
    return numeric(List.of(problem));
  }

  /** Returns an exception for several numerical failures. */
  public static ElboException numeric(List<String> problems) {
    return new ElboException(Category.NUMERIC, problems, null);
  }

  /** Returns an exception for a failure of this program. */
  public static ElboException internal(String problem, Throwable cause) {
    return new ElboException(Category.INTERNAL, List.of(problem), cause);
  }

  /** Returns an exception of any category, for example one that another process reported. */
  public static ElboException of(Category category, List<String> problems) {
    return new ElboException(category, problems, null);
  }

  /** Returns this exception with the place where it happened in front of each problem. */
  public ElboException in(String where) {
    return new ElboException(
        category, problems().stream().map(problem -> where + ": " + problem).toList(), this);
  }

  /** Returns where the fault lies. */
  public Category category() {
    return category;
  }

  /** Returns the problems, one sentence each. */
  public List<String> problems() {
    return problems == null ? List.of(getMessage()) : problems;
  }
}
