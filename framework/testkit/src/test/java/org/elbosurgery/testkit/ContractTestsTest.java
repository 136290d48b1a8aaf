package org.elbosurgery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.contract.Contract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

@DisplayName("The tests of a contract")
final class ContractTestsTest {

  private static final Map<String, DynamicTest> TESTS = tests();

  private static Map<String, DynamicTest> tests() {
    Map<String, DynamicTest> tests = new LinkedHashMap<>();
    containers()
        .forEach(
            container ->
                container
                    .getChildren()
                    .map(DynamicTest.class::cast)
                    .forEach(test -> tests.put(number(test), test)));
    return tests;
  }

  private static List<DynamicContainer> containers() {
    return ContractTests.of(
            Contract.estimator(), WrongEstimators.RefusesWithoutNumbers.class, "", List.of())
        .toList();
  }

  private static String number(DynamicTest test) {
    return test.getDisplayName().replaceFirst(" .*", "");
  }

  private static Throwable thrownBy(String number) {
    return catchThrowable(() -> TESTS.get(number).getExecutable().execute());
  }

  @Test
  @DisplayName("are grouped, and called by number, strength and sentence of their rules")
  void names() {
    assertThat(containers())
        .extracting(DynamicContainer::getDisplayName)
        .containsExactly("declaration", "options", "values", "intervals", "reproducibility");
    assertThat(TESTS.get("1.3").getDisplayName())
        .isEqualTo("1.3 required: ServiceLoader MUST find the plugin under its name.");
    assertThat(TESTS).hasSameSizeAs(Contract.estimator().rules());
  }

  @Test
  @DisplayName("pass, fail with the number and what is wrong, or are aborted with the reason")
  void outcomes() {
    assertThat(thrownBy("1.3")).isNull();
    assertThat(thrownBy("3.8"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("3.8: ")
        .hasMessageContaining("without naming both");
    assertThat(thrownBy("2.1"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("it has no options");
  }
}
