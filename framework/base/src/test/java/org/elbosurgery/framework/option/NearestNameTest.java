package org.elbosurgery.framework.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The nearest name")
final class NearestNameTest {

  private static final List<String> KNOWN = List.of("gaussian", "mixture", "vamp", "mlp");

  @Test
  @DisplayName("is found through one wrong letter in three, any case, and a beginning")
  void finds() {
    assertThat(NearestName.of("gausian", KNOWN)).hasValue("gaussian");
    assertThat(NearestName.of("guassian", KNOWN)).hasValue("gaussian");
    assertThat(NearestName.of("VAMP", KNOWN)).hasValue("vamp");
    assertThat(NearestName.of("mix", KNOWN)).hasValue("mixture");
    assertThat(NearestName.of("mpl", List.of("mlp", "mlq"))).isEmpty();
  }

  @Test
  @DisplayName("is none where nothing is near")
  void findsNone() {
    assertThat(NearestName.of("flow", KNOWN)).isEmpty();
    assertThat(NearestName.of("", KNOWN)).isEmpty();
    assertThat(NearestName.of("gaussian", List.of())).isEmpty();
  }

  @Test
  @DisplayName("comes with all the known names as advice")
  void advises() {
    assertThat(NearestName.advice("vam", KNOWN))
        .isEqualTo("did you mean vamp? known: gaussian, mixture, vamp, mlp");
    assertThat(NearestName.advice("flow", KNOWN)).isEqualTo("known: gaussian, mixture, vamp, mlp");
    assertThat(NearestName.advice("flow", List.of())).isEqualTo("none is known");
  }
}
