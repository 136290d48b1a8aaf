package org.elbosurgery.framework.table;

import java.util.Locale;
import org.apache.commons.text.CaseUtils;

/**
 * A column of a {@link Table}.
 *
 * @param heading for people, such as "marginal KL"
 * @param content what its cells may hold, whatever they hold in this table
 * @param use who is to see it
 */
public record Column(String heading, Content content, Use use) {

  /** What the cells of a column may hold. */
  public enum Content {
    /** A text or a number. */
    PLAIN,
    /** A number that may have an error, for which CSV has a column more. */
    MEASURED
  }

  /** Who is to see a column. */
  public enum Use {
    /** Programs alone: CSV has the same columns whatever the data. */
    PROGRAMS,
    /** All. */
    ALL,
    /** All, because a user has named it. */
    CHOSEN
  }

  /** Makes a column of texts or numbers for all. */
  public Column(String heading) {
    this(heading, Content.PLAIN, Use.ALL);
  }

  /** Makes a column of numbers with errors for all. */
  public static Column measured(String heading) {
    return new Column(heading, Content.MEASURED, Use.ALL);
  }

  /** Returns the column for another use. */
  public Column with(Use other) {
    return new Column(heading, content, other);
  }

  /** Returns the name in JSON, such as {@code marginalKl}. */
  String camelCase() {
    return CaseUtils.toCamelCase(heading, false, ' ', '-', '/');
  }

  /** Returns the name in CSV, such as {@code marginal_kl}. */
  public String snakeCase() {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
