package org.elbosurgery.framework.gap;

import java.util.List;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * A prior that could not be fitted to codes.
 *
 * @param prior with all its options
 * @param problems why, one sentence each
 */
public record FailedFit(PluginSpec prior, List<String> problems) {

  /** Copies the problems. */
  public FailedFit {
    problems = List.copyOf(problems);
  }
}
