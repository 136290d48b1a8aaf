package org.elbosurgery.api;

import java.util.List;

/**
 * The one exception with which this program stops. Its category says whose mistake it is, and so
 * the exit code; its problems say what was given, what is allowed and what to do, one sentence
 * each.
 *
 * @since 0.1.0
 */
public final class ElboException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Whose mistake it is.
   *
   * @since 0.1.0
   */
  public enum Category {
    /** The user's: an option, a file. */
    USER(2),
    /** A plugin's: it threw, or returned what its contract forbids. */
    PLUGIN(3),
    /** The numbers': a loss that is not finite. */
    NUMERIC(4),
    /** Ours. */
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

  /** Returns a user's mistake. */
  public static ElboException user(String problem) {
    return user(List.of(problem));
  }

  /** Returns several mistakes of a user, found together. */
  public static ElboException user(List<String> problems) {
    return new ElboException(Category.USER, problems, null);
  }

  /** Returns a user's mistake that another exception brought to light. */
  public static ElboException user(String problem, Throwable cause) {
    return new ElboException(Category.USER, List.of(problem), cause);
  }

  /** Returns a plugin's breach of its contract. */
  public static ElboException plugin(String problem, Throwable cause) {
    return new ElboException(Category.PLUGIN, List.of(problem), cause);
  }

  /** Returns a numerical failure. */
  public static ElboException numeric(String problem) {
    return numeric(List.of(problem));
  }

  /** Returns several numerical failures, found together. */
  public static ElboException numeric(List<String> problems) {
    return new ElboException(Category.NUMERIC, problems, null);
  }

  /** Returns a failure of this program. */
  public static ElboException internal(String problem, Throwable cause) {
    return new ElboException(Category.INTERNAL, List.of(problem), cause);
  }

  /** Returns a failure of any category, such as one that another process has told of. */
  public static ElboException of(Category category, List<String> problems) {
    return new ElboException(category, problems, null);
  }

  /** Returns this failure with each problem preceded by where it happened. */
  public ElboException in(String where) {
    return new ElboException(
        category, problems().stream().map(problem -> where + ": " + problem).toList(), this);
  }

  /** Returns whose mistake it is. */
  public Category category() {
    return category;
  }

  /** Returns the problems, one sentence each. */
  public List<String> problems() {
    return problems == null ? List.of(getMessage()) : problems;
  }
}
