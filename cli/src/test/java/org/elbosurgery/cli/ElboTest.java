package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import java.util.List;
import java.util.function.BiConsumer;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("elbo")
final class ElboTest {

  /** A command that does what a test wants. */
  private record Probe(String name, BiConsumer<Arguments, Terminal> work) implements Command {
    @Override
    public String summary() {
      return "Does what a test wants.";
    }

    @Override
    public String operands() {
      return "FILE";
    }

    @Override
    public CommandOptions options() {
      return new CommandOptions(
          List.of(new OptionDescriptor("epochs", "passes", "integer", "at least 1", "20")),
          List.of(new Flag("json", "for programs")));
    }

    @Override
    public void run(Arguments arguments, PluginSource source, Terminal terminal) {
      work.accept(arguments, terminal);
    }
  }

  private static Elbo elbo(BiConsumer<Arguments, Terminal> work) {
    return new Elbo(List.of(new Probe("run", work), new Probe("decompose", work)));
  }

  private static final Elbo ECHO = elbo((arguments, terminal) -> terminal.out().print(arguments));

  @Test
  @DisplayName("hands a command its arguments and exits with 0")
  void runs() {
    Recorded recorded = Recorded.run(ECHO, "run", "a", "--epochs", "3", "--json");
    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.out())
        .containsExactly(
            "Arguments[values={epochs=3}, repeated={}, flags=[json], operands=[a], problems=[]]");
    assertThat(recorded.err()).isEmpty();
  }

  @Test
  @DisplayName("without arguments prints its help as a mistake, with --help as an answer")
  void helps() {
    Recorded help = Recorded.run(ECHO, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .startsWith("Usage: elbo COMMAND [ARGUMENTS]")
        .contains("  run        Does what a test wants.", "  decompose  Does what a test wants.")
        .allMatch(line -> line.length() <= 80);
    assertThat(Recorded.run(ECHO, "-h")).isEqualTo(help);
    assertThat(Recorded.run(ECHO)).isEqualTo(new Recorded(2, List.of(), help.out()));
  }

  @Test
  @DisplayName("help COMMAND prints what COMMAND --help prints")
  void helpsByCommand() {
    assertThat(Recorded.run(ECHO, "help")).isEqualTo(Recorded.run(ECHO, "--help"));
    assertThat(Recorded.run(ECHO, "help", "run")).isEqualTo(Recorded.run(ECHO, "run", "--help"));
    assertThat(Recorded.run(ECHO, "help", "help")).isEqualTo(Recorded.run(ECHO, "--help"));
    assertThat(Recorded.run(ECHO, "help", "run", "it").err())
        .containsExactly("elbo: unexpected argument it; elbo help takes one command");
    assertThat(Recorded.run(ECHO, "help", "rum").err())
        .containsExactly(
            "elbo: unknown command rum; did you mean run? known: run, decompose, help");
  }

  @Test
  @DisplayName("describes a command with its options, wherever --help stands")
  void helpsWithCommand() {
    Recorded help = Recorded.run(ECHO, "run", "--epochs", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .containsExactly(
            "Usage: elbo run FILE [OPTIONS]",
            "",
            "Does what a test wants.",
            "",
            "Options:",
            "  --epochs INTEGER      passes (at least 1; default 20)",
            "  --plugin-path FOLDER  folder of jars with further plugins",
            "  --json                for programs",
            "  --help                describe this command");
    assertThat(Recorded.run(ECHO, "run", "--", "--help").out())
        .containsExactly(
            "Arguments[values={}, repeated={}, flags=[], operands=[--help], problems=[]]");
  }

  @Test
  @DisplayName("says how a plugin is written, where an option asks for one")
  void explainsPluginSpec() {
    String explanation = "A PLUGIN-SPEC is NAME or NAME:OPTION=VALUE,..., such as";
    for (String command : List.of("run", "decompose")) {
      assertThat(Recorded.run(Elbo.standard(), command, "--help").out())
          .anyMatch(line -> line.startsWith(explanation));
    }
    assertThat(Recorded.run(Elbo.standard(), "plugins", "--help").out())
        .noneMatch(line -> line.startsWith(explanation));
  }

  @Test
  @DisplayName("reports a plugin's fault as one, also where Guice brings it")
  void reportsFaultsThroughGuice() {
    Elbo elbo =
        elbo(
            (arguments, terminal) ->
                Guice.createInjector(
                        new AbstractModule() {
                          @Provides
                          Runnable broken() {
                            throw ElboException.plugin("two plugins are called twin", null);
                          }
                        })
                    .getInstance(Runnable.class));

    assertThat(Recorded.run(elbo, "run"))
        .isEqualTo(new Recorded(3, List.of(), List.of("elbo: two plugins are called twin")));
  }

  @Test
  @DisplayName("names its version")
  void namesVersion() {
    assertThat(Recorded.run(ECHO, "--version").out())
        .singleElement()
        .asString()
        .matches("elbo [0-9.]+\\S* \\(ND4J \\S+, Java \\S+, .*\\)");
  }

  @Test
  @DisplayName("refuses an unknown command with the nearest one")
  void refusesUnknownCommand() {
    assertThat(Recorded.run(ECHO, "decompse", "x"))
        .isEqualTo(
            new Recorded(
                2,
                List.of(),
                List.of(
                    "elbo: unknown command decompse; did you mean decompose? known: run,"
                        + " decompose, help")));
    assertThat(Recorded.run(ECHO, "--json", "run").err())
        .containsExactly("elbo: no command before option --json; known: run, decompose, help");
  }

  @Test
  @DisplayName("tells each of a user's mistakes in a line, with exit code 2 and no stack trace")
  void reportsUserMistakes() {
    Elbo strict =
        elbo(
            (arguments, terminal) -> {
              throw ElboException.user(arguments.problems());
            });
    assertThat(Recorded.run(strict, "run", "--epoch", "3", "--jso", "--epochs"))
        .isEqualTo(
            new Recorded(
                2,
                List.of(),
                List.of(
                    "elbo: unknown option --epoch; did you mean --epochs?",
                    "elbo: unknown option --jso; did you mean --json?",
                    "elbo: option --epochs needs a value")));
  }

  private static Recorded failing(RuntimeException failure) {
    return Recorded.run(
        elbo(
            (arguments, terminal) -> {
              throw failure;
            }),
        "run");
  }

  @Test
  @DisplayName(
      "gives each kind of failure its exit code, and a stack trace to its own defects only")
  void mapsFailures() {
    RuntimeException cause = new IllegalStateException("the cause");
    assertThat(failing(ElboException.user(List.of("one", "two"))))
        .isEqualTo(new Recorded(2, List.of(), List.of("elbo: one", "elbo: two")));
    assertThat(failing(ElboException.plugin("one\ntwo", cause)))
        .isEqualTo(new Recorded(3, List.of(), List.of("elbo: one", "elbo: two")));
    assertThat(failing(ElboException.numeric("the loss is NaN")))
        .isEqualTo(new Recorded(4, List.of(), List.of("elbo: the loss is NaN")));

    Recorded internal = failing(ElboException.internal("a surprise", cause));
    assertThat(internal.exitCode()).isEqualTo(1);
    assertThat(internal.err())
        .startsWith("elbo: a surprise")
        .anyMatch(l -> l.contains("the cause"));

    Recorded defect = failing(cause);
    assertThat(defect.exitCode()).isEqualTo(1);
    assertThat(defect.err().get(0)).isEqualTo("elbo: this is a defect of elbo itself: " + cause);
    assertThat(defect.err()).anyMatch(line -> line.startsWith("\tat org.elbosurgery"));
  }

  @Test
  @DisplayName("wraps at the width of the terminal where that is known")
  void knowsWidth() {
    assertThat(Terminal.width("132")).isEqualTo(132);
    assertThat(Terminal.width("5")).isEqualTo(40);
    assertThat(Terminal.width(null)).isEqualTo(100);
    assertThat(Terminal.width("wide")).isEqualTo(100);
  }
}
