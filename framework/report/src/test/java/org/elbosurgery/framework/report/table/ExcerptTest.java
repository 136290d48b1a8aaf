package org.elbosurgery.framework.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Layout;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An excerpt of tables")
final class ExcerptTest {

  private static final Table TERMS =
      new Table(
          "terms",
          "Terms",
          List.of(
              new Column("prior"),
              new Column("split"),
              new Column("error"),
              Column.measured("marginal KL"),
              Column.measured("ELBO"),
              Column.measured("log normaliser").with(Column.Use.PROGRAMS)),
          List.of(terms("a", "train", 1), terms("b", "train", 2), terms("a", "test", 3)),
          List.of());

  private static final Table MOMENTS =
      new Table(
          "moments",
          "Moments",
          List.of(new Column("prior"), Column.measured("mean")),
          List.of(List.of(new Entry.Text("a"), new Entry.Exact(1, 4))),
          List.of());

  private static final Table ANNEALING =
      new Table(
          "annealing",
          "Annealing",
          List.of(new Column("prior"), new Column("rows")),
          List.of(
              List.of(new Entry.Text("a"), new Entry.Text("test")),
              List.of(new Entry.Text("a"), new Entry.Text("simulated"))),
          List.of());

  private static final List<Table> TABLES = List.of(TERMS, MOMENTS, ANNEALING);

  private static List<Entry> terms(String prior, String split, double value) {
    return List.of(
        new Entry.Text(prior),
        new Entry.Text(split),
        new Entry.Text("SE"),
        new Entry.Measured(value, 0.125),
        new Entry.Measured(-value, 0.25),
        Entry.missing());
  }

  private static Excerpt of(String... columns) {
    return new Excerpt(List.of(columns), Optional.empty());
  }

  private static List<String> names(List<Table> tables) {
    return tables.stream().map(Table::name).toList();
  }

  @Test
  @DisplayName("has the columns that are named, in that order, of the tables that have them all")
  void columns() {
    List<Table> tables = of("elbo", "prior", "log_normaliser").of(TABLES);

    assertThat(TableFormat.TEXT.of(tables, List.of(), new Layout(80, 1)))
        .isEqualTo(
            """
            Terms
                   ELBO  prior  log normaliser
            -1.0 +- 0.2  a      -
            -2.0 +- 0.2  b      -
            -3.0 +- 0.2  a      -
            Errors here: SE.
            """);
    assertThat(TableFormat.CSV.of(tables))
        .startsWith("elbo,elbo_error,prior,log_normaliser,log_normaliser_error\n-1.0,0.25,a,,\n");
    assertThat(names(of("prior").of(TABLES))).containsExactly("terms", "moments", "annealing");
    assertThat(of().of(TABLES)).isEqualTo(TABLES);
  }

  @Test
  @DisplayName("has in LaTeX the columns that are named though their rows share what they say")
  void namedColumnsStay() {
    List<Table> terms = List.of(TERMS);
    Excerpt train = new Excerpt(List.of(), Optional.of(Split.TRAIN));
    Excerpt named = new Excerpt(List.of("prior", "split", "elbo"), Optional.of(Split.TRAIN));

    assertThat(TableFormat.LATEX.of(train.of(terms)))
        .contains(
            "     & marginal &  \\\\\n    prior & KL & ELBO \\\\\n",
            "{split: train; error: SE. In");
    assertThat(TableFormat.LATEX.of(named.of(terms)))
        .contains("    prior & split & ELBO \\\\\n", "    a & train & $-1.00(25)$ \\\\\n")
        .doesNotContain("split:");
  }

  @Test
  @DisplayName("has the rows of a split, and those of none")
  void split() {
    List<Table> train = new Excerpt(List.of(), Optional.of(Split.TRAIN)).of(TABLES);
    List<Table> test = new Excerpt(List.of(), Optional.of(Split.TEST)).of(TABLES);

    assertThat(train.stream().map(table -> table.rows().size())).containsExactly(2, 1, 1);
    assertThat(test.stream().map(table -> table.rows().size())).containsExactly(1, 1, 2);
    assertThat(train.get(2).rows().get(0).get(1)).isEqualTo(new Entry.Text("simulated"));
  }

  @Test
  @DisplayName("refuses, all at once, columns that no table has or that are named twice")
  void refusesColumns() {
    assertThatThrownBy(() -> of("prior", "elb", "prior", "x y").of(TABLES))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "unknown column elb; did you mean elbo? known: prior, split, error,"
                            + " marginal_kl, elbo, log_normaliser, mean, rows",
                        "column prior is named more than once; name it once",
                        "unknown column x y; known: prior, split, error, marginal_kl,"
                            + " elbo, log_normaliser, mean, rows"));
  }

  @Test
  @DisplayName("refuses columns that are in no table together, and a split without rows")
  void refusesNothing() {
    assertThatThrownBy(() -> of("elbo", "mean").of(TABLES))
        .hasMessage(
            "no table has all the columns elbo, mean; there are terms (prior, split, error, marginal_kl,"
                + " elbo, log_normaliser), moments (prior, mean), annealing (prior, rows)");
    Table train = new Table("t", "c", TERMS.columns(), TERMS.rows().subList(0, 1), List.of());
    assertThatThrownBy(() -> new Excerpt(List.of(), Optional.of(Split.TEST)).of(List.of(train)))
        .hasMessage("no table has rows of the split test; leave --split out");
  }
}
