package org.elbosurgery.framework.machine;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.ElboException;

/**
 * The number of threads to compute on, and what determined it: an option, otherwise {@code
 * OMP_NUM_THREADS}, otherwise the processors that this process may use.
 *
 * @param count the number of threads, at least 1
 * @param source what determined it
 */
public record Threads(int count, Source source) {

  /** The environment variable that OpenMP, OpenBLAS and ND4J read. */
  public static final String VARIABLE = "OMP_NUM_THREADS";

  /** The largest number of threads allowed. */
  public static final int MOST = 1024;

  /** What determines the number of threads, the most specific first. */
  public enum Source {
    /** An option of the command or the experiment. */
    OPTION,
    /** The environment variable. */
    ENVIRONMENT,
    /** Neither of these, so that there is one thread for each processor. */
    PROCESSORS;

    /** Returns the name in lower case, as it is printed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not between 1 and {@link #MOST}
   */
  public Threads {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("threads from 1 to " + MOST + ", not " + count);
    }
  }

  /**
   * Returns the threads to use if no option gives a number. An invalid value of the variable is
   * ignored here; {@link #requireReadable} refuses it.
   */
  public static Threads standard() {
    return of(System.getenv(VARIABLE), Runtime.getRuntime().availableProcessors());
  }

  /** Returns the threads that an option asks for. */
  public static Threads ofOption(int count) {
    return new Threads(count, Source.OPTION);
  }

  /**
   * Returns the threads to use if no option gives a number.
   *
   * @param variable the value of {@code OMP_NUM_THREADS}; null if it is not set
   * @param processors the number that this process may use, within the limits of a container
   */
  static Threads of(String variable, int processors) {
    return isCount(variable)
        ? new Threads(Integer.parseInt(variable), Source.ENVIRONMENT)
        : new Threads(Math.min(processors, MOST), Source.PROCESSORS);
  }

  /**
   * Returns {@link #standard}, after checking that ND4J can read the variable, too.
   *
   * @throws ElboException USER if it is set but is not a number between 1 and {@link #MOST}
   */
  public static Threads requireReadable() {
    problem(System.getenv(VARIABLE))
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
    return standard();
  }

  /** Returns a sentence for the user if the value of the variable is invalid. */
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
