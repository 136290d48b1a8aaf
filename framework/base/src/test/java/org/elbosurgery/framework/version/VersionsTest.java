package org.elbosurgery.framework.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The versions")
final class VersionsTest {

  @Test
  @DisplayName("are those of the build and of the platform that runs it")
  void areKnown() {
    Versions versions = Versions.current();
    assertThat(versions.elbo()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(versions.nd4j()).startsWith("1.0.0-");
    assertThat(versions.java()).startsWith("" + Runtime.version().feature());
    assertThat(versions)
        .hasToString(
            "%s (ND4J %s, Java %s, %s)"
                .formatted(versions.elbo(), versions.nd4j(), versions.java(), versions.platform()));
  }
}
