package org.elbosurgery.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.report.table.Excerpt;
import org.elbosurgery.framework.table.Layout;
import org.elbosurgery.framework.table.TableFormat;

/**
 * What {@code elbo report} prints of its tables, and how.
 *
 * @param format of the tables
 * @param excerpt the columns and rows
 * @param digits the number of significant digits of an error
 */
record PrintedTables(TableFormat format, Excerpt excerpt, int digits) {

  private static final String FORMAT = "format";
  private static final String COLUMNS = "columns";
  private static final String SPLIT = "split";
  private static final OptionSet<Numbers> NUMBERS = OptionSet.of(Numbers.class);

  /** How precisely numbers are printed. */
  private record Numbers(
      @Option(
              value = "significant digits of errors; a value ends where its error ends",
              decides = Decides.PLACE)
          @Min(1)
          @Max(6)
          int digits) {

    Numbers() {
      this(Layout.USUAL.digits());
    }
  }

  /** Returns the options that say so. */
  static List<OptionDescriptor> options() {
    return List.of(
        new OptionDescriptor(
            FORMAT,
            "format of the printed tables; csv has only the first of them",
            "text",
            "one of " + String.join(", ", formats()),
            TableFormat.TEXT.label()),
        new OptionDescriptor(
            COLUMNS,
            "columns of the printed tables, by their names in csv, in this order; a table that lacks"
                + " one of them is left out",
            "NAME,...",
            "",
            ""),
        new OptionDescriptor(
            SPLIT,
            "rows of the printed tables",
            "text",
            "one of " + String.join(", ", splits()),
            ""),
        NUMBERS.option("digits"));
  }

  /**
   * Returns what a user wants.
   *
   * @throws org.elbosurgery.api.ElboException USER if an option has a value that is not allowed,
   *     with one sentence for each
   */
  static PrintedTables of(Arguments arguments) {
    Problems problems = Problems.user();
    Checked<Optional<TableFormat>> format =
        problems.attempt(() -> arguments.choice(FORMAT, formats(), TableFormat::named));
    Checked<Optional<Split>> split =
        problems.attempt(() -> arguments.choice(SPLIT, splits(), PrintedTables::split));
    Checked<Numbers> numbers = problems.attempt(() -> NUMBERS.create(arguments.of(NUMBERS)));
    problems.requireNone();
    return new PrintedTables(
        format.value().orElse(TableFormat.TEXT),
        new Excerpt(columns(arguments), split.value()),
        numbers.value().digits());
  }

  private static List<String> columns(Arguments arguments) {
    return Optional.ofNullable(arguments.values().get(COLUMNS))
        .map(names -> Arrays.stream(names.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }

  private static List<String> formats() {
    return Arrays.stream(TableFormat.values()).map(TableFormat::label).toList();
  }

  private static List<String> splits() {
    return Arrays.stream(Split.values()).map(Split::label).toList();
  }

  private static Optional<Split> split(String label) {
    return Arrays.stream(Split.values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
