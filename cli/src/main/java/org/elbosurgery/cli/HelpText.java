package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.framework.option.OptionDescriptor;

/** The output of {@code --help}. */
final class HelpText {

  private static final String PURPOSE =
      "Decomposes a VAE's evidence lower bound into reconstruction, index-code mutual information"
          + " and marginal KL (Hoffman & Johnson 2016).";

  private static final String PLUGIN_SPEC =
      "A PLUGIN-SPEC is NAME or NAME:OPTION=VALUE,..., such as mlp:hidden-units=200; elbo plugins"
          + " KIND NAME lists a plugin's options.";

  private static final Flag HELP = new Flag("help", "describe this command");

  private HelpText() {}

  /** Returns the help of the whole program. */
  static String of(List<Command> commands, int width) {
    List<TextTable.Row> rows =
        commands.stream()
            .map(command -> new TextTable.Row(command.name(), command.summary()))
            .toList();
    return "Usage: elbo COMMAND [ARGUMENTS]\n\n"
        + TextTable.paragraph(PURPOSE, width)
        + "\nCommands:\n"
        + TextTable.of(rows, width)
        + "\n"
        + TextTable.paragraph(
            "elbo help COMMAND describes a command, elbo --version names the versions.", width);
  }

  /** Returns the help of one command. */
  static String of(Command command, int width) {
    CommandOptions options = Elbo.options(command);
    List<TextTable.Row> rows = new ArrayList<>();
    options.takingValues().forEach(option -> rows.add(row("--" + option.name() + " ", option)));
    Stream.concat(options.flags().stream(), Stream.of(HELP))
        .forEach(flag -> rows.add(new TextTable.Row("--" + flag.name(), flag.description())));
    String usage =
        Stream.of("Usage: elbo", command.name(), command.operands(), "[OPTIONS]")
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" "));
    return TextTable.paragraph(usage, width)
        + "\n"
        + TextTable.paragraph(command.summary(), width)
        + "\nOptions:\n"
        + TextTable.of(rows, width)
        + pluginSpec(options, width);
  }

  /** Returns how to write a plugin, if an option takes one. */
  private static String pluginSpec(CommandOptions options, int width) {
    return options.takingValues().stream().anyMatch(option -> option.type().equals("plugin spec"))
        ? "\n" + TextTable.paragraph(PLUGIN_SPEC, width)
        : "";
  }

  /** Returns a row for an option: its syntax, its description, its range and its default. */
  static TextTable.Row row(String prefix, OptionDescriptor option) {
    String facts =
        Stream.of(
                option.range(),
                option.defaultValue().isEmpty() ? "" : "default " + option.defaultValue())
            .filter(fact -> !fact.isEmpty())
            .collect(Collectors.joining("; "));
    return new TextTable.Row(
        prefix + option.type().toUpperCase(Locale.ROOT).replace(' ', '-'),
        option.description() + (facts.isEmpty() ? "" : " (" + facts + ")"));
  }
}
