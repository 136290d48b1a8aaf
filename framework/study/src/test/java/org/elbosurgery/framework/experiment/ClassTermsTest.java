package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.surgery.Surgery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The terms of a class")
final class ClassTermsTest {

  /** Returns a surgery of points whose reconstruction is -1, -2, ... and KLs are 1, 2, .... */
  private static Surgery surgery(
      int size, PointValues values, double normalizerError, String... labels) {
    Estimate any = new Estimate(1, 0.1, 3);
    PointTerms points =
        new PointTerms(
            IntStream.rangeClosed(1, values.size()).mapToDouble(n -> -n).toArray(), values);
    return new Surgery(
            size,
            1,
            Optional.of(any),
            new Decomposition(any, any, any, any, Map.of(), Optional.of(values)),
            Optional.of(points),
            normalizerError,
            Optional.empty())
        .labelled(
            labels.length == 0 ? Optional.empty() : Optional.of(WordArray.of(List.of(labels))));
  }

  private static PointValues values(double... kl) {
    return new PointValues(kl, kl, kl);
  }

  /** Of {1, 3}: mean 2, variance 2, standard error sqrt(2/2) = 1. Of {2, 6}: mean 4, error 2. */
  @Test
  @DisplayName("are means over its points, with the error of other points of the class")
  void means() {
    List<ClassTerms> classes = ClassTerms.of(surgery(4, values(1, 2, 3, 6), 0, "b", "a", "b", "a"));
    assertThat(classes).extracting(ClassTerms::name).containsExactly("a", "b");
    assertThat(classes).extracting(ClassTerms::size).containsExactly(2, 2);
    assertThat(classes.get(0).terms().get(Term.MARGINAL_KL)).isEqualTo(new Estimate(4, 2, 2));
    assertThat(classes.get(1).terms().get(Term.MARGINAL_KL)).isEqualTo(new Estimate(2, 1, 2));
    assertThat(classes.get(1).terms().get(Term.RECONSTRUCTION)).isEqualTo(new Estimate(-2, 1, 2));
    assertThat(classes.get(1).terms().get(Term.ELBO)) // -1 - 1 and -3 - 3: variance 8
        .isEqualTo(new Estimate(-4, 2, 2));
  }

  /** sqrt(1^2 + 0.75^2) = 1.25 where log p(z) is in the term. */
  @Test
  @DisplayName("have the error of an estimated normaliser, where the prior is in them")
  void normalizer() {
    Map<Term, Estimate> terms =
        ClassTerms.of(surgery(2, values(1, 3), 0.75, "a", "a")).get(0).terms();
    assertThat(terms.get(Term.MARGINAL_KL).standardError()).isCloseTo(1.25, within(1e-15));
    assertThat(terms.get(Term.MUTUAL_INFORMATION).standardError()).isEqualTo(1);
  }

  @Test
  @DisplayName("are of those points that an estimator has drawn")
  void drawn() {
    double[] kl = {1, 3};
    PointValues some = new PointValues(new int[] {1, 3}, kl, kl, kl);
    List<ClassTerms> classes = ClassTerms.of(surgery(4, some, 0, "a", "b", "a", "b"));
    assertThat(classes).extracting(ClassTerms::name).containsExactly("b");
    assertThat(classes.get(0).terms().get(Term.AVERAGE_KL)).isEqualTo(new Estimate(2, 1, 2));
  }

  @Test
  @DisplayName("are shared by the smallest if there are many, and by those of a single point")
  void others() {
    List<String> labels = new ArrayList<>();
    for (int k = 0; k < 23; k++) {
      labels.addAll(List.of("c" + k, "c" + k));
    }
    labels.addAll(List.of("c7", "alone", ""));
    double[] kl = new double[labels.size()];
    List<ClassTerms> classes =
        ClassTerms.of(surgery(kl.length, values(kl), 0, labels.toArray(String[]::new)));
    assertThat(classes).hasSize(21);
    assertThat(classes.get(20).name()).isEqualTo("5 other classes"); // 3 of two, 2 of one point
    assertThat(classes.get(20).size()).isEqualTo(8);
    assertThat(classes).extracting(ClassTerms::size).contains(3);
    ClassTerms single = ClassTerms.of(surgery(1, values(2), 0, "")).get(0);
    assertThat(single.name()).isEqualTo("(no label)");
    assertThat(single.terms()).isEmpty();
  }

  @Test
  @DisplayName("are in the JSON of a result, and absent where labels are not known")
  void json() {
    Surgery surgery = surgery(4, values(1, 2, 3, 6), 0, "b", "a", "b", "a");
    assertThat(ClassTerms.of(surgery(2, values(1, 3), 0))).isEmpty();
    assertThat(ResultJson.of(surgery(2, values(1, 3), 0))).doesNotContainKey("classes");
    assertThat(ResultJson.of(surgery).get("classes"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .contains(
            entry("label", "a"),
            entry("n", 2),
            entry("marginalKl", Map.of("mean", 4.0, "populationError", 2.0)));
  }
}
