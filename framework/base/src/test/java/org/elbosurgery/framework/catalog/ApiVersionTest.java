package org.elbosurgery.framework.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A version of the api")
final class ApiVersionTest {

  private static ApiVersion version(String text) {
    return ApiVersion.parse(text).orElseThrow();
  }

  @ParameterizedTest(name = "{0} runs a plugin of {1}: {2}")
  @CsvSource({
    "0.1.0-SNAPSHOT, 0.1.0, true",
    "0.1.0, 0.1.7, true",
    "0.1.7, 0.1, true",
    "0.2.0, 0.1.0, false",
    "0.1.0, 0.2.0, false",
    "0.10.0, 0.1.0, false",
    "1.0.0, 0.1.0, false",
    "1.3.0, 1.3.2, true",
    "1.3.0, 1.2.9, true",
    "1.3.0, 1.4.0, false",
    "2.0.0, 1.9.0, false",
    "1.9.0, 2.0.0, false"
  })
  @DisplayName("runs plugins of its own minor version, from 1.0 on of earlier ones too")
  void runs(String ours, String built, boolean runs) {
    assertThat(version(ours).runs(version(built))).isEqualTo(runs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", "one.two", "v0.1.0", "0.99999999999", "-1.0"})
  @DisplayName("is not read from what is none")
  void refuses(String text) {
    assertThat(ApiVersion.parse(text)).isEmpty();
  }
}
