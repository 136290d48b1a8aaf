package org.elbosurgery.framework.contract;

import java.util.List;
import org.elbosurgery.api.Estimator;

/** The contract of estimators. */
final class EstimatorRules {

  private EstimatorRules() {}

  static List<CheckedRule<Estimator>> all() {
    return PluginRules.<Estimator>begin(plugin -> {}).rules();
  }
}
