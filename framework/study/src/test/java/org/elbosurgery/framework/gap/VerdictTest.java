package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.version.Versions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The verdict")
final class VerdictTest {

  private static final Verdict VERDICT = new Verdict(NumberText.ASCII);

  /** Returns a surgery of 1000 points, log N = 6.9078, with exact numbers. */
  private static Surgery surgery(double information, double marginalKl) {
    return surgery(information, marginalKl, InformationBound.NONE);
  }

  private static Surgery surgery(double information, double marginalKl, InformationBound bound) {
    Decomposition terms =
        new Decomposition(
            Estimate.exact(information + marginalKl),
            Estimate.exact(information),
            Estimate.exact(marginalKl),
            Estimate.exact(0),
            Map.of(),
            Optional.empty(),
            bound,
            Optional.empty());
    return new Surgery(1000, 2, Optional.empty(), terms, Optional.empty());
  }

  private static Result result(String prior, Surgery train, Optional<Surgery> test) {
    return result(prior, train, test, Optional.empty());
  }

  private static Result result(
      String prior, Surgery train, Optional<Surgery> test, Optional<Integer> repeated) {
    return new Result(
        train,
        test,
        new Result.Provenance(
            new Versions("0", "0", "17", "any"),
            ExperimentSpec.create(Map.of("prior", prior)),
            "d1".repeat(32),
            repeated,
            2,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            PluginBuilds.UNKNOWN));
  }

  private static List<String> ofRun(Surgery train, Optional<Surgery> test) {
    return VERDICT.of(result("gaussian", train, test));
  }

  @Test
  @DisplayName("of a run says what the gap is part of, and what could be won on new data")
  void ofRun() {
    assertThat(ofRun(surgery(4, 1), Optional.of(surgery(4, 1.25))))
        .containsExactly(
            "the gap is 1.0000 (exact) nats, the marginal KL, 20 % of the average KL: what the best"
                + " prior for the training rows would win; the other 80 % are mutual information",
            "on new data, with this encoder and decoder, a better prior would win at most the marginal KL of the test codes, 1.2500"
                + " (exact) nats",
            "elbo gap says how much of it each prior closes");
  }

  @Test
  @DisplayName("does not call rows new that are training rows")
  void repeatedRows() {
    Result result =
        result("gaussian", surgery(4, 1), Optional.of(surgery(4, 1.25)), Optional.of(1000));
    assertThat(VERDICT.of(result)).hasSize(2).noneMatch(sentence -> sentence.contains("new data"));
  }

  @Test
  @DisplayName("says first what makes the other numbers meaningless")
  void findings() {
    assertThat(ofRun(surgery(0.05, 0.2), Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("collapsed: ")
        .contains("0.0500 (exact) nats", "--free-bits");
    assertThat(ofRun(surgery(4, 0.0005), Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("no gap: the marginal KL, 0.0005 (exact) nats, is below 0.001 nats");
    assertThat(ofRun(surgery(4, -0.263), Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("not to be believed: ");
    assertThat(ofRun(surgery(6.8, 3), Optional.empty()))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("saturated: the mutual information is 98.44 % of log N");
  }

  @Test
  @DisplayName("says nothing of bounds")
  void bounds() {
    assertThat(ofRun(surgery(4, 1, InformationBound.LOWER), Optional.empty())).isEmpty();
  }

  /** Four points; the marginal KLs are 2 and 1, 4 or 3, on average. */
  private static Result madeUp(String prior, double... marginalKl) {
    return result(
        prior, MadeUpRuns.surgery(new double[] {-10, -12, -14, -12}, marginalKl), Optional.empty());
  }

  @Test
  @DisplayName("of a comparison says how much of the standard Gaussian's gap each prior closes")
  void ofComparison() {
    Result standard = madeUp("gaussian", 1, 3, 2, 2);
    Result half = madeUp("mixture", 1, 1, 0, 2);
    Result wider = madeUp("vamp", 3, 5, 4, 4);
    Result alike = madeUp("flow", 1, 3, 4, 4);
    JointGap joint =
        new JointGap(new Comparison(List.of(standard, half, wider, alike)), Optional.of(standard));
    assertThat(VERDICT.of(joint)).hasSize(3);
    assertThat(VERDICT.of(joint).get(0))
        .startsWith("2-mixture closes 50 +- 23 % of the standard Gaussian's gap on train rows")
        .contains(" (marginal KL 2.0000 to 1.0000 nats); its ELBO differs by +1.00 +- 0.58 nats");
    // w_n - R b_n with R = 2: (1, -1, 0, 0) / 2, so that the error is sqrt(0.5 / 3 / 4)
    assertThat(VERDICT.of(joint).get(1)).startsWith("3-vamp closes nothing and adds 100 +- 20 %");
    assertThat(VERDICT.of(joint).get(2))
        .startsWith("4-flow closes nothing that can be seen (-50 +- 31 %)");
    assertThat(VERDICT.of(new JointGap(joint.comparison(), Optional.empty()))).isEmpty();
    Result collapsed = result("gaussian", surgery(0.05, 0.2), Optional.empty());
    assertThat(
            VERDICT.of(
                new JointGap(new Comparison(List.of(collapsed, half)), Optional.of(collapsed))))
        .singleElement()
        .asString()
        .startsWith("1-gaussian: collapsed: ");
  }

  @Test
  @DisplayName("a share of the gap that means nothing is a word in JSON, where tables have it too")
  void withheldShare() {
    Result standard = madeUp("gaussian", 1, 3, 2, 2);
    Result negative = madeUp("mixture", -3, -3, -3.1, -3);
    JointGap joint =
        new JointGap(new Comparison(List.of(standard, negative)), Optional.of(standard));
    Map<String, Object> ceiling = ResultJson.of(JointGap.ceiling(standard.train()).orElseThrow());
    assertThat(GapJson.of(joint).get("joint"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(
            Map.of(
                "prior",
                "gaussian",
                "train",
                Map.of("ceiling", ceiling, "gapClosed", ResultJson.of(Estimate.exact(0)))),
            Map.of(
                "prior",
                "mixture",
                "train",
                Map.of("ceiling", ceiling, "gapClosedWithheld", "warned")));
  }
}
