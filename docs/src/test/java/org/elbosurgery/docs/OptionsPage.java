package org.elbosurgery.docs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.cli.Command;
import org.elbosurgery.cli.Elbo;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.training.Optimizer;
import org.elbosurgery.framework.training.RateSchedule;

/** Writes the reference of all options from their declarations. */
final class OptionsPage {

  private static final String HEAD =
      """
      <!-- Generated from the declarations in the code: OptionsPageTest says how. -->

      # Options

      `elbo COMMAND --help` and `elbo plugins KIND NAME` print the same. An option is written `--name VALUE` or `--name=VALUE`. What is
      wrong with the options is told all at once, before anything is written, with exit code 2.

      A *plugin spec* is the name of a plugin, or `NAME:OPTION=VALUE,...` with some of its options, such as
      `--decoder mlp:hidden-units=200,likelihood=gaussian`. [Optimizers](#optimizer-adam) and [schedules](#schedule-constant) of the
      learning rate are written likewise. A comma inside a value is written `\\,` and a backslash `\\\\`.

      ## Output and exit codes

      Results go to standard output, in UTF-8; progress, warnings and problems go to standard error.

      | exit code | meaning |
      |---:|---|
      | 0 | everything that was asked for is done, and printed |
      | 1 | a defect of elbo itself |
      | 2 | the options or files do not do, or something could not be read or written, standard output included |
      | 3 | a plugin broke its contract |
      | 4 | the numbers failed: a loss that is not finite, for example |
      | 141 | the reader of standard output went away, as `head` does: elbo ends without a word, like a program that SIGPIPE ends |
      """;

  private OptionsPage() {}

  /** Returns the page. */
  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    Elbo.commands().forEach(command -> page.append(section(command)));
    for (Catalog<?> kind :
        Catalogs.load(PluginSource.of(OptionsPage.class.getClassLoader())).all()) {
      kind.plugins().forEach(plugin -> page.append(section(kind.kind(), plugin)));
    }
    Optimizer.all().records().forEach(one -> page.append(section("optimizer", one)));
    RateSchedule.all().records().forEach(one -> page.append(section("schedule", one)));
    return page.toString();
  }

  private static String section(Command command) {
    Stream<Row> valued =
        Elbo.options(command).takingValues().stream().map(option -> row("--", option));
    Stream<Row> flags =
        Elbo.options(command).flags().stream()
            .map(flag -> new Row("--" + flag.name(), "", flag.description(), "", ""));
    return "\n## elbo %s\n\n".formatted(command.name())
        + command.summary()
        + "\n\n    elbo %s\n\n"
            .formatted(
                Stream.of(command.name(), command.operands(), "[OPTIONS]")
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(" ")))
        + table(Stream.concat(valued, flags).toList());
  }

  private static String section(String kind, PluginDescriptor<?> plugin) {
    List<Row> rows =
        plugin.options().descriptors().stream().map(option -> row("", option)).toList();
    String summary = plugin.summary().replaceFirst("\\.$", "");
    return "\n## %s %s\n\n".formatted(kind, plugin.name())
        + summary.substring(0, 1).toUpperCase(Locale.ROOT)
        + summary.substring(1)
        + "."
        + (plugin.reference().isEmpty() ? "" : " Reference: " + plugin.reference() + ".")
        + "\n\n"
        + (rows.isEmpty() ? "It has no options.\n" : table(rows));
  }

  /** One line of a table. */
  private record Row(
      String name, String value, String meaning, String allowed, String defaultValue) {}

  private static Row row(String prefix, OptionDescriptor option) {
    // The one default that differs from machine to machine.
    String defaultValue =
        option.name().equals(ExperimentSpec.THREADS.name())
            ? "OMP_NUM_THREADS, else one for each processor"
            : option.defaultValue();
    return new Row(
        prefix + option.name(), option.type(), option.description(), option.range(), defaultValue);
  }

  private static String table(List<Row> rows) {
    return "| option | value | meaning | allowed | default |\n|---|---|---|---|---|\n"
        + rows.stream()
            .map(
                row ->
                    "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                            row.name(),
                            escaped(row.value()),
                            escaped(row.meaning()),
                            escaped(row.allowed()),
                            escaped(row.defaultValue())))
            .collect(Collectors.joining());
  }

  /** Keeps Markdown from reading a cell as anything but text. */
  private static String escaped(String text) {
    return text.replaceAll("([|\\[\\]*<])", "\\\\$1");
  }
}
