package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Decides;
import org.elbosurgery.framework.option.OptionDescriptor;

/**
 * {@code --tolerance T}: another way to write {@code --estimator subsampled:tolerance=T}. A run
 * records the estimator.
 */
final class ToleranceOption {

  private static final String NAME = "tolerance";
  private static final String SAMPLES = "samples";
  private static final String ESTIMATOR = "estimator";

  /** The option. */
  static final OptionDescriptor OPTION =
      new OptionDescriptor(
          NAME,
          "standard error, in nats, of mutual information, marginal KL and average KL, until which"
              + " samples of random data points are drawn: the estimator subsampled",
          "number",
          "at least 0.001",
          "",
          Decides.ESTIMATE);

  private ToleranceOption() {}

  /** Returns the arguments with the estimator in place of the option, and what contradicts it. */
  static Arguments applied(Arguments arguments) {
    Map<String, String> values = new LinkedHashMap<>(arguments.values());
    String tolerance = values.remove(NAME);
    if (tolerance == null) {
      return arguments;
    }
    List<String> problems = new ArrayList<>(arguments.problems());
    for (String other : List.of(SAMPLES, ESTIMATOR)) {
      if (values.containsKey(other)) {
        problems.add(
            "give --tolerance or --"
                + other
                + ", not both: with a tolerance, the estimator"
                + " subsampled draws as many samples as it needs");
      }
    }
    values.put(ESTIMATOR, "subsampled:tolerance=" + tolerance);
    return new Arguments(
        values, arguments.repeated(), arguments.flags(), arguments.operands(), problems);
  }
}
