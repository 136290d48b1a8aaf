package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of options")
final class OptionsPageTest {

  @Test
  @DisplayName("says what the declarations say")
  void saysWhatTheDeclarationsSay() throws IOException {
    Path generated = Files.createDirectories(Path.of("target")).resolve("options.md");
    Files.writeString(generated, OptionsPage.text());

    assertThat(Path.of("options.md"))
        .as("docs/options.md; bring it up to date by: cp docs/target/options.md docs/options.md")
        .hasSameTextualContentAs(generated);
  }
}
