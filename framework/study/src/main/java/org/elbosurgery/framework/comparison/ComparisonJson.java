package org.elbosurgery.framework.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.CaseUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;

/** Comparisons as maps for JSON, in the form in which {@link ResultJson} writes results. */
public final class ComparisonJson {

  private ComparisonJson() {}

  /**
   * Returns a comparison: {@code results}, in the order of the priors, and {@code differences} from
   * the first result, one for each of the others.
   */
  public static Map<String, Object> of(Comparison comparison) {
    List<Result> results = comparison.results();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("results", results.stream().map(ComparisonJson::withPrior).toList());
    json.put("differences", differences(comparison));
    return json;
  }

  /** Returns the differences from the first result, one for each of the others. */
  public static List<Object> differences(Comparison comparison) {
    List<Result> results = comparison.results();
    List<Object> differences = new ArrayList<>();
    for (Result result : results.subList(1, results.size())) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("prior", prior(result));
      each.put("from", prior(comparison.baseline()));
      for (Split split : Split.values()) {
        Map<String, Object> terms = terms(comparison.differences(result, split));
        if (!terms.isEmpty()) {
          each.put(split.label(), terms);
        }
      }
      differences.add(each);
    }
    return differences;
  }

  private static Map<String, Object> withPrior(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prior", prior(result));
    json.putAll(ResultJson.of(result));
    return json;
  }

  private static String prior(Result result) {
    return result.provenance().spec().model().prior().toString();
  }

  /** Returns differences by the names of their terms. */
  public static Map<String, Object> terms(Map<Term, Estimate> differences) {
    Map<String, Object> json = new LinkedHashMap<>();
    differences.forEach(
        (term, difference) ->
            json.put(CaseUtils.toCamelCase(term.label(), false), ResultJson.of(difference)));
    return json;
  }
}
