package org.elbosurgery.framework.table;

import java.util.Locale;
import org.apache.commons.text.CaseUtils;

/**
 * A column of a {@link Table}.
 *
 * @param heading for people, such as "marginal KL"
 */
public record Column(String heading) {

  /** Returns the name in JSON, such as {@code marginalKl}. */
  String camelCase() {
    return CaseUtils.toCamelCase(heading, false, ' ', '-', '/');
  }

  /** Returns the name in CSV, such as {@code marginal_kl}. */
  String snakeCase() {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
