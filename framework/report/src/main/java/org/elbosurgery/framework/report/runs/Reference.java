package org.elbosurgery.framework.report.runs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.framework.experiment.Term;

/** Published results that a report shows beside its own, never mixed with them. */
public final class Reference {

  /**
   * The table of Hoffman and Johnson 2016: the standard Gaussian prior on binarized MNIST, N =
   * 60000, two hidden layers of 500 softplus units on each side, Adam.
   */
  public static final Reference HOFFMAN_JOHNSON =
      new Reference(
          "hoffman-johnson",
          "Hoffman & Johnson",
          "2016",
          60000,
          List.of(
              row(2, "-129.63", "7.41", "7.20", "0.21"),
              row(10, "-88.95", "19.17", "10.82", "8.35"),
              row(20, "-87.45", "20.20", "10.67", "9.53")));

  private final String label;
  private final String author;
  private final String year;
  private final int size;
  private final List<Row> rows;

  private Reference(String label, String author, String year, int size, List<Row> rows) {
    this.label = label;
    this.author = author;
    this.year = year;
    this.size = size;
    this.rows = rows;
  }

  /**
   * A published row.
   *
   * @param latent d, the number of latent dimensions
   * @param terms in nats, as printed
   */
  public record Row(int latent, Map<Term, BigDecimal> terms) {}

  private static Row row(
      int latent, String elbo, String averageKl, String information, String gap) {
    return new Row(
        latent,
        Map.of(
            Term.ELBO, new BigDecimal(elbo),
            Term.AVERAGE_KL, new BigDecimal(averageKl),
            Term.MUTUAL_INFORMATION, new BigDecimal(information),
            Term.MARGINAL_KL, new BigDecimal(gap)));
  }

  /** Returns all published results. */
  public static List<Reference> all() {
    return List.of(HOFFMAN_JOHNSON);
  }

  /**
   * Returns the published results with the name that users type, such as {@code hoffman-johnson}.
   */
  public static Optional<Reference> named(String label) {
    return all().stream().filter(each -> each.label().equals(label)).findFirst();
  }

  /** Returns the name that users type. */
  public String label() {
    return label;
  }

  /** Returns the authors and the year. */
  public String title() {
    return author + " " + year;
  }

  /** Returns the authors. */
  public String author() {
    return author;
  }

  /** Returns N, the number of data points. */
  public int size() {
    return size;
  }

  /**
   * Returns how the runs differ from the published ones, one sentence each; none if they do not.
   */
  public List<String> warnings(Settings settings) {
    List<String> warnings = new ArrayList<>();
    List<String> others =
        settings.runs().stream()
            .map(Reference::source)
            .filter(source -> !source.equals("mnist, N = " + size))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      warnings.add(
          "%s is of binarized MNIST, N = %d, and is not a baseline for runs of %s"
              .formatted(title(), size, String.join("; ", others)));
    }
    List<String> unpublished =
        settings.all().stream()
            .map(Setting::latent)
            .filter(latent -> row(latent).isEmpty())
            .distinct()
            .map(String::valueOf)
            .toList();
    if (!unpublished.isEmpty()) {
      warnings.add(
          "%s has no row of d = %s; it has d = %s"
              .formatted(
                  title(),
                  String.join(", ", unpublished),
                  rows.stream()
                      .map(row -> String.valueOf(row.latent()))
                      .collect(Collectors.joining(", "))));
    }
    return warnings;
  }

  private static String source(ReportedRun run) {
    return run.spec().data().data() + ", N = " + run.result().train().size();
  }

  /** Returns the row of a latent size; empty if none was published. */
  public Optional<Row> row(int latent) {
    return rows.stream().filter(row -> row.latent() == latent).findFirst();
  }
}
