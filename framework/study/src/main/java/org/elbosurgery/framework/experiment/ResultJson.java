package org.elbosurgery.framework.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * Results as maps for JSON: estimates are {@code {"mean", "standardError"}}, missing values are
 * absent.
 */
public final class ResultJson {

  /** The member that says which bound the mutual information is; absent if it is not a bound. */
  static final String BOUND = "informationBound";

  /**
   * The member that says how many test rows equal training rows; absent if chance explains them.
   */
  static final String REPEATED = "repeatedTestRows";

  /**
   * The member with the kernel that computed the aggregate posterior; absent if the estimator does
   * not name one.
   */
  static final String KERNEL = "kernel";

  /** The member with the standard error over other samples of z. */
  public static final String STANDARD_ERROR = "standardError";

  private static final String EXACT = "exact";

  private ResultJson() {}

  /**
   * Returns the result of a run: its training rows at the top, its test rows under {@code test},
   * and the warnings of both, if any, under {@code warnings}.
   */
  public static Map<String, Object> of(Result result) {
    Map<String, Object> json = of(result.train());
    result.test().ifPresent(test -> json.put("test", of(test)));
    addWarnings(result.warnings(), json);
    json.put("provenance", of(result.provenance()));
    return json;
  }

  /** Adds {@code warnings}, a list of sentences, if there are any. */
  public static void addWarnings(List<String> warnings, Map<String, Object> json) {
    if (!warnings.isEmpty()) {
      json.put("warnings", warnings);
    }
  }

  /** Returns one surgery, without its warnings. */
  public static Map<String, Object> of(Surgery surgery) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("n", surgery.size());
    json.put("d", surgery.dimensions());
    json.put("logN", surgery.logSize());
    surgery.elbo().ifPresent(elbo -> json.put("elbo", of(elbo)));
    surgery.reconstruction().ifPresent(r -> json.put("reconstruction", of(r)));
    json.put("averageKl", of(surgery.terms().averageKl()));
    json.put("mutualInformation", of(surgery.terms().mutualInformation()));
    json.put("marginalKl", of(surgery.terms().marginalKl()));
    json.put("residual", of(surgery.terms().residual()));
    if (surgery.terms().bound() != InformationBound.NONE) {
      json.put(BOUND, surgery.terms().bound().label());
    }
    Map<String, Object> routes = new LinkedHashMap<>();
    surgery.terms().routes().forEach((name, estimate) -> routes.put(name, of(estimate)));
    json.put("routes", routes);
    return json;
  }

  /** Returns a number with its error, and {@code exact} if it is exact. */
  public static Map<String, Object> of(Estimate estimate) {
    return of(estimate, STANDARD_ERROR);
  }

  /** Returns the same with another name for the error, which says what kind of error it is. */
  public static Map<String, Object> of(Estimate estimate, String errorMember) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", estimate.mean());
    json.put(errorMember, estimate.standardError());
    if (estimate.isExact()) {
      json.put(EXACT, true);
    }
    return json;
  }

  /**
   * Reads what {@link #of(Estimate, String)} wrote.
   *
   * @param samples the number of samples if the estimate is not exact, at least 1, which the file
   *     does not contain
   * @throws org.elbosurgery.api.ElboException USER if it is not an estimate
   */
  public static Estimate estimate(JsonObject json, String errorMember, long samples) {
    double error = json.number(errorMember);
    if (error < 0) {
      throw json.damaged(errorMember, "at least 0");
    }
    if (!json.isTrue(EXACT)) {
      return new Estimate(json.number("mean"), error, samples);
    }
    if (error > 0) {
      throw json.damaged(errorMember, "0, though the value is exact");
    }
    return Estimate.exact(json.number("mean"));
  }

  private static Map<String, Object> of(Result.Provenance provenance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("versions", provenance.versions());
    json.put("seed", provenance.spec().run().seed());
    json.put("threads", provenance.spec().run().threads());
    provenance.kernel().ifPresent(kernel -> json.put(KERNEL, kernel));
    json.put("dataSha256", provenance.dataSha256());
    provenance.repeatedTestRows().ifPresent(count -> json.put(REPEATED, count));
    json.put("epochs", provenance.epochs());
    provenance.bestEpoch().ifPresent(epoch -> json.put("bestEpoch", epoch));
    provenance.plugins().writeTo(json);
    json.put("options", provenance.spec().values());
    return json;
  }
}
