package org.elbosurgery.framework.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Positive;
import org.elbosurgery.framework.problem.Problems;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A record's components are its options")
final class OptionSetTest {

  private enum Schedule {
    CONSTANT,
    COSINE_DECAY {} // a constant with a body has a class of its own
  }

  /** A class that writes and reads itself. */
  public record Span(int from, int to) {
    public static final Span ALL = new Span(0, 9);
    public static final Span HALF = new Span(0, 4);
    public static final String SEPARATOR = "-";

    public static Span parse(String text) {
      String[] ends = text.split(SEPARATOR, 2);
      if (ends.length != 2) {
        throw new IllegalArgumentException("'" + text + "' is not FROM-TO");
      }
      return new Span(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    @Override
    public String toString() {
      return from + SEPARATOR + to;
    }
  }

  private record Training(
      @Option("passes over the training data") @Min(1) int epochs,
      @Option("step size of Adam") @Positive @Max(1) double learningRate,
      @Option(value = "fraction held out", decides = Decides.ROWS) @Min(0) @Max(0.5) double held,
      @Option("seed of every random stream") long seed,
      @Option("how the step size changes") Schedule schedule,
      @Option("whether to shuffle") boolean shuffle,
      @Option("a remark") String note,
      @Option("which rows") Span rows) {
    Training() {
      this(20, 1e-3, 0, 7, Schedule.CONSTANT, true, "", Span.ALL);
    }

    Training {
      if (epochs > 1000 && schedule == Schedule.CONSTANT) {
        throw new IllegalArgumentException("more than 1000 epochs need a schedule that decays");
      }
    }
  }

  private final OptionSet<Training> options = OptionSet.of(Training.class);

  @Test
  @DisplayName("has values to try beside the default, as far as they can be guessed")
  void alternatives() {
    assertThat(options.alternatives())
        .containsEntry("epochs", List.of("3"))
        .containsEntry("learning-rate", List.of("5e-4", "0.002"))
        .containsEntry("held", List.of("0.5")) // -0.5 is out of its range
        .containsEntry("seed", List.of("3"))
        .containsEntry("schedule", List.of("cosine-decay"))
        .containsEntry("shuffle", List.of("false"))
        .containsEntry("note", List.of())
        .containsEntry("rows", List.of("0-4"));
  }

  @Test
  @DisplayName("with name, description, type, range and default in words")
  void describes() {
    assertThat(options.descriptors())
        .containsExactly(
            of("epochs", "passes over the training data", "integer", "at least 1", "20"),
            of(
                "learning-rate",
                "step size of Adam",
                "number",
                "greater than 0, at most 1",
                "0.001"),
            new OptionDescriptor(
                "held", "fraction held out", "number", "from 0 to 0.5", "0", Decides.ROWS),
            of("seed", "seed of every random stream", "integer", "", "7"),
            of(
                "schedule",
                "how the step size changes",
                "choice",
                "one of constant, cosine-decay",
                "constant"),
            of("shuffle", "whether to shuffle", "boolean", "true or false", "true"),
            of("note", "a remark", "text", "", ""),
            of("rows", "which rows", "span", "", "0-9"));
  }

  /** An option of which nothing is said decides the model. */
  private static OptionDescriptor of(
      String name, String says, String type, String range, String d) {
    return new OptionDescriptor(name, says, type, range, d, Decides.MODEL);
  }

  @Test
  @DisplayName("each found by its name, or refused with those that there are")
  void findsByName() {
    assertThat(options.option("held").decides()).isEqualTo(Decides.ROWS);
    assertThatThrownBy(() -> options.option("epoch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Training has no option epoch; did you mean epochs? known: epochs");
  }

  @Test
  @DisplayName("read from text, the rest at their defaults")
  void creates() {
    assertThat(options.create(Map.of())).isEqualTo(new Training()).isEqualTo(options.defaults());
    assertThat(
            options.create(
                Map.of(
                    "epochs", "3",
                    "learning-rate", "1e-4",
                    "seed", "-9223372036854775808",
                    "schedule", "cosine-decay",
                    "shuffle", "false",
                    "note", "a=b, c",
                    "rows", "3-5")))
        .isEqualTo(
            new Training(
                3,
                1e-4,
                0,
                Long.MIN_VALUE,
                Schedule.COSINE_DECAY,
                false,
                "a=b, c",
                new Span(3, 5)));
  }

  @Test
  @DisplayName("and every mistake in them is told at once, in the order of declaration")
  void collectsProblems() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("epoch", "3");
    given.put("rows", "all");
    given.put("shuffle", "yes");
    given.put("schedule", "cosine-decy");
    given.put("seed", "1.5");
    given.put("held", "NaN");
    given.put("learning-rate", "0");
    given.put("epochs", "3000000000");
    Problems problems = Problems.user();
    problems.check(() -> options.create(given));

    assertThat(problems.all())
        .containsExactly(
            "unknown option epoch; did you mean epochs? known: epochs, learning-rate, held, seed,"
                + " schedule, shuffle, note, rows",
            "option epochs: '3000000000' is not between -2147483648 and 2147483647; allowed: at"
                + " least 1",
            "option learning-rate: 0 is out of range; allowed: greater than 0, at most 1",
            "option held: 'NaN' is not a finite number; allowed: from 0 to 0.5",
            "option seed: '1.5' is not a whole number",
            "option schedule: 'cosine-decy' is unknown; did you mean cosine-decay? known: constant,"
                + " cosine-decay",
            "option shuffle: 'yes' is neither true nor false",
            "option rows: 'all' is not FROM-TO");
  }

  @Test
  @DisplayName("and several numbers in one value are to be given one by one")
  void severalNumbers() {
    Problems problems = Problems.user();
    problems.check(() -> options.create(Map.of("seed", "1,2", "held", "0.1,0.2 ")));
    problems.check(() -> options.create(Map.of("held", "0.1,.2,3e-1")));
    assertThat(problems.all())
        .containsExactly(
            "option held: '0.1,0.2 ' is not a finite number; allowed: from 0 to 0.5",
            "option seed: '1,2' is not a whole number; where several are allowed, repeat the option"
                + " for each",
            "option held: '0.1,.2,3e-1' is not a finite number; where several are allowed, repeat"
                + " the option for each; allowed: from 0 to 0.5");
    Problems ofLong = Problems.user();
    ofLong.check(() -> options.create(Map.of("seed", "1,".repeat(100_000) + "1")));
    assertThat(ofLong.all()).singleElement().asString().endsWith("...' is not a whole number");
  }

  @Test
  @DisplayName("changed by text, the rest as it was")
  void changes() {
    Training made = options.create(Map.of("epochs", "3", "note", "mine"));
    assertThat(options.changed(made, Map.of("seed", "7", "note", "yours")))
        .isEqualTo(options.create(Map.of("epochs", "3", "note", "yours", "seed", "7")));
  }

  @Test
  @DisplayName("changed by what is allowed of it, each value by itself, where others are wrong")
  void changesWhereAllowed() {
    Training made = options.create(Map.of("epochs", "3"));
    Map<String, String> given =
        Map.of("epoch", "4", "epochs", "0", "seed", "7", "shuffle", "yes", "note", "mine");
    assertThat(options.changedWhereAllowed(made, given))
        .isEqualTo(options.changed(made, Map.of("seed", "7", "note", "mine")));
    assertThat(options.changedWhereAllowed(made, Map.of("epochs", "2000"))) // without a schedule
        .isEqualTo(made);
  }

  @Test
  @DisplayName("held against their bounds where Java has made the record")
  void requiresAllowedValues() {
    Training defaults = new Training();
    options.requireAllowed(defaults);
    Training bad =
        new Training(
            0, Double.NaN, 0.75, defaults.seed(), defaults.schedule(), true, "", defaults.rows());
    Problems problems = Problems.user();
    problems.check(() -> options.requireAllowed(bad));

    assertThat(problems.all())
        .containsExactly(
            "option epochs: 0 is out of range; allowed: at least 1",
            "option learning-rate: NaN is out of range; allowed: greater than 0, at most 1",
            "option held: 0.75 is out of range; allowed: from 0 to 0.5");
  }

  @Test
  @DisplayName("and what the record has against them together is the user's mistake too")
  void reportsInvariants() {
    assertThatThrownBy(() -> options.create(Map.of("epochs", "2000")))
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.USER))
        .hasMessage("more than 1000 epochs need a schedule that decays");
  }

  private record Undescribed(@Option(" ") int size) {
    Undescribed() {
      this(1);
    }
  }

  private record Unmarked(int size) {
    Unmarked() {
      this(1);
    }
  }

  private record WithoutDefaults(@Option("a size") int size) {}

  private record BadDefault(@Option("a size") @Min(1) int size) {
    BadDefault() {
      this(0);
    }
  }

  private record NullDefault(@Option("a name") String name) {
    NullDefault() {
      this(null);
    }
  }

  private record NotANumber(@Option("a rate") double rate) {
    NotANumber() {
      this(Double.NaN);
    }
  }

  private record BoundedText(@Option("a name") @Min(1) String name) {
    BoundedText() {
      this("");
    }
  }

  private record UnknownType(@Option("a list") List<String> list) {
    UnknownType() {
      this(List.of());
    }
  }

  private record SameName(@Option("one") int useKl, @Option("two") int useKL) {
    SameName() {
      this(1, 2);
    }
  }

  @Test
  @DisplayName("A faulty declaration is the author's mistake and names the component")
  void refusesFaultyDeclarations() {
    Map<Class<? extends Record>, String> faults = new LinkedHashMap<>();
    faults.put(Undescribed.class, "size: the component needs an @Option with a description");
    faults.put(Unmarked.class, "size: the component needs an @Option with a description");
    faults.put(WithoutDefaults.class, "needs a no-argument constructor that sets its defaults");
    faults.put(BadDefault.class, "size: the component has the default 0; allowed: at least 1");
    faults.put(NullDefault.class, "name: the component has no default");
    faults.put(NotANumber.class, "rate: the component has a default that cannot be written");
    faults.put(BoundedText.class, "name: the component has bounds but is not a number");
    faults.put(UnknownType.class, "list: the component has a type that no option can have");
    faults.put(SameName.class, "useKL: the component has the option name of another component");

    faults.forEach(
        (type, message) ->
            assertThatThrownBy(() -> OptionSet.of(type))
                .hasMessageContaining(type.getName())
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                    ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.PLUGIN)));
  }

  private record Fragile(@Option("a size") int size) {
    Fragile() {
      this(1);
    }

    Fragile {
      if (size == 0) {
        throw new IllegalStateException("a bug");
      }
    }
  }

  @Test
  @DisplayName("A constructor that fails otherwise is the author's mistake, not the user's")
  void reportsFailingConstructor() {
    assertThatThrownBy(() -> OptionSet.of(Fragile.class).create(Map.of("size", "0")))
        .hasRootCauseMessage("a bug")
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.PLUGIN));
  }
}
