package org.elbosurgery.framework.table;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.elbosurgery.framework.number.NumberText;

/** The content of one cell of a {@link Table}, and what each format writes of it. */
public sealed interface Entry {

  /**
   * Returns a cell whose number means nothing, and is not given to anyone.
   *
   * @param why a word for people, which a note below the table explains
   */
  static Entry withheld(String why) {
    return new Withheld(why);
  }

  /** Returns a cell without a value. */
  static Entry missing() {
    return new Missing();
  }

  /** Returns the text for people. */
  String text(EntryText style);

  /** Returns the value for programs, a text or a number; empty if there is none. */
  Optional<Object> raw();

  /** Returns the error of the value; empty if it has none of its own. */
  default OptionalDouble rawError() {
    return OptionalDouble.empty();
  }

  /** Returns the value of the member of a JSON object; empty if there is none. */
  default Optional<Object> json() {
    return raw();
  }

  /** Returns whether it is not a number, so that a column of such cells is aligned to the left. */
  default boolean isText() {
    return false;
  }

  /** Returns whether it is set as mathematics: every number except a count. */
  default boolean isMathematics() {
    return true;
  }

  /** Text. */
  record Text(String text) implements Entry {

    @Override
    public String text(EntryText style) {
      return text;
    }

    @Override
    public Optional<Object> raw() {
      return Optional.of(text);
    }

    @Override
    public boolean isText() {
      return true;
    }

    @Override
    public boolean isMathematics() {
      return false;
    }
  }

  /** A whole number. */
  record Count(long count) implements Entry {

    @Override
    public String text(EntryText style) {
      return String.valueOf(count);
    }

    @Override
    public Optional<Object> raw() {
      return Optional.of(count);
    }

    @Override
    public boolean isMathematics() {
      return false;
    }
  }

  /** A number that may have an error of its own. */
  sealed interface Quantity extends Entry {

    /** Returns the text for people, in per cent. */
    String percent(EntryText style);
  }

  /**
   * A number without an error.
   *
   * @param value in full precision, for programs
   * @param decimals the number of decimals for people
   */
  record Exact(BigDecimal value, int decimals) implements Quantity {

    /** Makes a number with the decimals of its printed form. */
    public Exact(BigDecimal printed) {
      this(printed, printed.scale());
    }

    /**
     * Makes a number that was computed.
     *
     * @throws NumberFormatException if it is not finite
     */
    public Exact(double value, int decimals) {
      this(BigDecimal.valueOf(value), decimals);
    }

    @Override
    public String text(EntryText style) {
      return NumberText.plain(value, decimals);
    }

    @Override
    public String percent(EntryText style) {
      return NumberText.percent(value.doubleValue());
    }

    @Override
    public Optional<Object> raw() {
      return Optional.of(value);
    }

    @Override
    public Optional<Object> json() {
      return Optional.of(Map.of("mean", value));
    }
  }

  /**
   * A number with its error, whose kind the table states.
   *
   * @param value in the unit of the column
   * @param error at least 0
   */
  record Measured(double value, double error) implements Quantity {

    @Override
    public String text(EntryText style) {
      return style.numbers().of(value, error);
    }

    @Override
    public String percent(EntryText style) {
      return style.numbers().percent(value, error);
    }

    @Override
    public Optional<Object> raw() {
      return Optional.of(value);
    }

    @Override
    public OptionalDouble rawError() {
      return OptionalDouble.of(error);
    }

    @Override
    public Optional<Object> json() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("mean", value);
      members.put("error", error);
      return Optional.of(members);
    }
  }

  /** A difference with its error: a {@link Measured} whose sign is always written. */
  record Difference(double value, double error) implements Entry {

    @Override
    public String text(EntryText style) {
      return style.numbers().signed(value, error);
    }

    @Override
    public Optional<Object> raw() {
      return Optional.of(value);
    }

    @Override
    public OptionalDouble rawError() {
      return OptionalDouble.of(error);
    }

    @Override
    public Optional<Object> json() {
      return new Measured(value, error).json();
    }
  }

  /**
   * A share, shown to people in per cent.
   *
   * @param fraction 1 for the whole, for programs
   */
  record Share(Quantity fraction) implements Entry {

    @Override
    public String text(EntryText style) {
      return fraction.percent(style);
    }

    @Override
    public Optional<Object> raw() {
      return fraction.raw();
    }

    @Override
    public OptionalDouble rawError() {
      return fraction.rawError();
    }

    @Override
    public Optional<Object> json() {
      return fraction.json();
    }
  }

  /** A p-value. */
  record Probability(double p) implements Entry {

    /** Below this, double precision does not resolve the probability of a tail. */
    private static final double MIN = 1e-15;

    @Override
    public String text(EntryText style) {
      if (p < MIN) {
        return "<1e-15";
      }
      return p < 0.001
          ? String.format(Locale.ROOT, "%.0e", p)
          : NumberText.plain(BigDecimal.valueOf(p), 3);
    }

    @Override
    public Optional<Object> raw() {
      return Optional.of(p);
    }
  }

  /** A word instead of a number. */
  record Withheld(String why) implements Entry {

    @Override
    public String text(EntryText style) {
      return why;
    }

    @Override
    public Optional<Object> raw() {
      return Optional.empty();
    }

    @Override
    public boolean isMathematics() {
      return false;
    }
  }

  /** No value. */
  record Missing() implements Entry {

    @Override
    public String text(EntryText style) {
      return style.missing();
    }

    @Override
    public Optional<Object> raw() {
      return Optional.empty();
    }

    @Override
    public boolean isText() {
      return true;
    }

    @Override
    public boolean isMathematics() {
      return false;
    }
  }
}
