package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.experiment.ClassTerms;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

/** What the rows of each class add to the terms, as text: a row for each class. */
final class ClassText {

  private static final String INDENT = "  ";

  private ClassText() {}

  /**
   * Returns the table.
   *
   * @param splits the surgery of each split, by its name
   * @return empty if the classes of no split are known
   */
  static String of(Map<String, Surgery> splits, int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    splits.forEach(
        (name, surgery) -> {
          List<ClassTerms> classes = ClassTerms.of(surgery);
          if (!classes.isEmpty()) {
            add(rows, name, classes);
          }
        });
    return rows.isEmpty()
        ? ""
        : "\nby class, +- one standard error that counts the choice of the rows too\n\n"
            + NumberTable.folding(rows, 0, width);
  }

  private static void add(List<NumberTable.Row> rows, String name, List<ClassTerms> classes) {
    List<Term> terms =
        Stream.of(Term.values())
            .filter(term -> classes.stream().anyMatch(each -> each.terms().containsKey(term)))
            .toList();
    List<String> titles = new ArrayList<>(List.of("N"));
    terms.forEach(term -> titles.add(term.label()));
    rows.add(NumberTable.Row.titles(name, titles));
    for (ClassTerms each : classes) {
      List<String> cells = new ArrayList<>(List.of(String.valueOf(each.size())));
      for (Term term : terms) {
        cells.add(Optional.ofNullable(each.terms().get(term)).map(EstimateText::of).orElse("-"));
      }
      rows.add(new NumberTable.Row(INDENT + each.name(), cells));
    }
  }
}
