package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command line")
final class CommandLineTest {

  @Test
  @DisplayName("has in quotes what a shell would take for more than a word")
  void quotes() {
    assertThat(CommandLine.of(List.of("elbo", "report", "a b", "it's", "$(x)", "", "c/d-1")))
        .isEqualTo("elbo report 'a b' 'it'\\''s' '$(x)' '' c/d-1");
  }

  @Test
  @DisplayName("of a run says every option, so that defaults may change")
  void ofRun() {
    ExperimentSpec spec = ExperimentSpec.create(Map.of("latent", "3", "seed", "9"));

    assertThat(CommandLine.of(spec))
        .startsWith("elbo run --data mnist ")
        .contains(" --latent 3 ", " --seed 9 ", " --learning-rate ");
  }
}
