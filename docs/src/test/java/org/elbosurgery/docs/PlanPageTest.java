package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of the plan's operations")
final class PlanPageTest {

  @Test
  @DisplayName("says what plans do")
  void saysWhatPlansDo() throws IOException {
    String file = "plan-operations.md";
    Path generated = Files.createDirectories(Path.of("target")).resolve(file);
    Files.writeString(generated, PlanPage.text());

    assertThat(Path.of(file))
        .as("docs/%s; bring it up to date by: cp docs/target/%s docs/", file, file)
        .hasSameTextualContentAs(generated);
  }
}
