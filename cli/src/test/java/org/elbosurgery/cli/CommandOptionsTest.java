package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The options of a command")
final class CommandOptionsTest {

  private record Training(@Option("passes") int epochs, @Option("step size") double learningRate) {
    Training() {
      this(20, 1e-3);
    }
  }

  private record Model(@Option("a seed") long seed) {
    Model() {
      this(1);
    }
  }

  private static final OptionSet<Training> TRAINING = OptionSet.of(Training.class);
  private static final OptionSet<Model> MODEL = OptionSet.of(Model.class);

  private final CommandOptions options =
      new CommandOptions(
          Stream.of(TRAINING, MODEL).flatMap(set -> set.descriptors().stream()).toList(),
          List.of(new Flag("json", "for programs"), new Flag("resume", "go on")));

  private List<String> problems(String... args) {
    return options.parse(List.of(args)).problems();
  }

  @Test
  @DisplayName("come with values behind a blank or an equals sign, in any order with the rest")
  void parses() {
    Arguments arguments =
        options.parse(
            List.of("a", "--seed", "-5", "--json", "b", "--learning-rate=1e-3", "--", "--epochs"));
    assertThat(arguments)
        .isEqualTo(
            new Arguments(
                Map.of("seed", "-5", "learning-rate", "1e-3"),
                Map.of(),
                Set.of("json"),
                List.of("a", "b", "--epochs"),
                List.of()));
    assertThat(arguments.has(new Flag("json", ""))).isTrue();
    assertThat(arguments.has(new Flag("resume", ""))).isFalse();
  }

  @Test
  @DisplayName("are handed to the records they belong to")
  void splitsByRecord() {
    Arguments arguments = options.parse(List.of("--seed=4", "--epochs=2"));
    assertThat(TRAINING.create(arguments.of(TRAINING))).isEqualTo(new Training(2, 1e-3));
    assertThat(MODEL.create(arguments.of(MODEL))).isEqualTo(new Model(4));
  }

  @Test
  @DisplayName("are refused with every unknown, repeated, empty-handed and overloaded one at once")
  void collectsProblems() {
    assertThat(
            problems(
                "--epoch=3",
                "--sed",
                "4",
                "-x",
                "--json=yes",
                "--epochs",
                "1",
                "--epochs",
                "2",
                "--learning-rate",
                "--resume",
                "--seed"))
        .containsExactly(
            "unknown option -x; options are written with two dashes",
            "unknown option --epoch; did you mean --epochs?",
            "unknown option --sed; did you mean --seed?",
            "option --json takes no value",
            "option --learning-rate needs a value",
            "option --seed needs a value",
            "option --epochs is given more than once; give it once");
    assertThat(problems("--epochs", "--whatever"))
        .containsExactly("option --epochs needs a value; --whatever is none");
    assertThat(problems("--seed=1", "--seed")).containsExactly("option --seed needs a value");
    assertThat(problems("--ep", "3")).singleElement().asString().startsWith("unknown option --ep");
  }

  @Test
  @DisplayName("that may be repeated come with all their values, in order, and only they may be")
  void repeats() {
    CommandOptions repeating =
        new CommandOptions(
            MODEL.descriptors(), TRAINING.descriptors(), List.of(new Flag("json", "for programs")));
    Arguments arguments =
        repeating.parse(List.of("--seed=2", "--epochs=3", "--seed", "1", "--json", "--seed=2"));
    assertThat(arguments.problems()).isEmpty();
    assertThat(arguments.all("seed")).containsExactly("2", "1", "2");
    assertThat(arguments.values()).isEqualTo(Map.of("epochs", "3"));
    assertThat(repeating.parse(List.of()).all("seed")).isEmpty();
    assertThat(
            repeating.parse(List.of("--sed=1", "--seed=1", "--seed=--x", "--epochs=1")).problems())
        .containsExactly(
            "unknown option --sed; did you mean --seed?",
            "option --seed needs a value; --x is none");
    assertThat(repeating.parse(List.of("--epochs=1", "--seed=1", "--epochs=2")).problems())
        .containsExactly("option --epochs is given more than once; give it once");
    assertThat(repeating.takingValues()).hasSize(3).startsWith(MODEL.descriptors().get(0));
  }

  @Test
  @DisplayName("have different names")
  void refusesSameName() {
    OptionDescriptor seed = MODEL.descriptors().get(0);
    assertThatThrownBy(
            () -> new CommandOptions(List.of(seed), List.of(new Flag("seed", "the same"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two options have one name");
    assertThatThrownBy(() -> new CommandOptions(List.of(seed), List.of(seed), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
