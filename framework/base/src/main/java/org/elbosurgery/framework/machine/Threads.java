package org.elbosurgery.framework.machine;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.ElboException;

/**
 * How many threads to compute on, and who says so: an option, else {@code OMP_NUM_THREADS}, else
 * the processors that this process may use.
 *
 * @param count of the threads, at least 1
 * @param source who says so
 */
public record Threads(int count, Source source) {

  /** The environment variable that OpenMP, OpenBLAS and ND4J read. */
  public static final String VARIABLE = "OMP_NUM_THREADS";

  /** The largest number that can be asked for. */
  public static final int MOST = 1024;

  /** Who says how many threads there are, the most specific first. */
  public enum Source {
    /** An option of the command or the experiment. */
    OPTION,
    /** The environment variable. */
    ENVIRONMENT,
    /** Nobody, so that there is one for each processor. */
    PROCESSORS;

    /** Returns the name as it is printed: lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not from 1 to {@link #MOST}
   */
  public Threads {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("threads from 1 to " + MOST + ", not " + count);
    }
  }

  /**
   * Returns the threads where no option says how many. A variable that is no such number counts for
   * nothing here; {@link #requireReadable} refuses it.
   */
  public static Threads standard() {
    return of(System.getenv(VARIABLE), Runtime.getRuntime().availableProcessors());
  }

  /** Returns the threads that an option asks for. */
  public static Threads ofOption(int count) {
    return new Threads(count, Source.OPTION);
  }

  /**
   * Decides without an option.
   *
   * @param variable what {@code OMP_NUM_THREADS} says; null where it is not set
   * @param processors how many this process may use, the limits of a container respected
   */
  static Threads of(String variable, int processors) {
    return isCount(variable)
        ? new Threads(Integer.parseInt(variable), Source.ENVIRONMENT)
        : new Threads(Math.min(processors, MOST), Source.PROCESSORS);
  }

  /**
   * Returns {@link #standard} where ND4J can read the variable too.
   *
   * @throws ElboException USER if it is set and no number from 1 to {@link #MOST}
   */
  public static Threads requireReadable() {
    problem(System.getenv(VARIABLE))
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
    return standard();
  }

  /** Returns what is wrong with the value of the variable, in a sentence for the user. */
  static Optional<String> problem(String variable) {
    return variable == null || variable.isEmpty() || isCount(variable)
        ? Optional.empty()
        : Optional.of(
            "%s is '%s'; allowed is a whole number from 1 to %d: set one, or unset it"
                .formatted(VARIABLE, variable, MOST));
  }

  private static boolean isCount(String variable) {
    return variable != null
        && variable.matches("[1-9][0-9]{0,3}")
        && Integer.parseInt(variable) <= MOST;
  }
}
