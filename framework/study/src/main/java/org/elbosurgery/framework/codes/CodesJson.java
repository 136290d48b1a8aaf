package org.elbosurgery.framework.codes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.comparison.ComparisonJson;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.Split;

/** Surgeries of codes as maps for JSON, in the form in which {@link ResultJson} writes results. */
public final class CodesJson {

  private CodesJson() {}

  /** Returns a result: its training rows at the top, its test rows under {@code test}. */
  public static Map<String, Object> of(CodesResult result) {
    Map<String, Object> json = ResultJson.of(result.train());
    result.test().ifPresent(test -> json.put(Split.TEST.label(), ResultJson.of(test)));
    return json;
  }

  /**
   * Returns the differences from the first result, one for each of the others: by split, whether
   * the rows are {@code paired}, and the terms.
   */
  public static List<Object> differences(CodesComparison comparison) {
    List<CodesResult> results = comparison.results();
    List<Object> differences = new ArrayList<>();
    for (CodesResult result : results.subList(1, results.size())) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("codes", result.name());
      each.put("from", comparison.baseline().name());
      for (Split split : Split.values()) {
        Map<String, Object> terms = ComparisonJson.terms(comparison.differences(result, split));
        if (!terms.isEmpty()) {
          Map<String, Object> own = new LinkedHashMap<>();
          own.put("paired", comparison.isPaired(result, split));
          own.putAll(terms);
          each.put(split.label(), own);
        }
      }
      differences.add(each);
    }
    return differences;
  }
}
