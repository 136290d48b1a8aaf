package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Progress where there is no terminal")
final class ProgressLinesTest {

  private static List<String> lines(Duration interval) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressLines lines = new ProgressLines(out, 80, interval);
    lines.accept("training 10 %   ");
    lines.accept("training 20 %");
    lines.close();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  @DisplayName("is a line at each interval")
  void lineAtEachInterval() {
    assertThat(lines(Duration.ZERO)).containsExactly("training 10 %", "training 20 %");
  }

  @Test
  @DisplayName("is nothing before the first interval is over")
  void nothingBefore() {
    assertThat(lines(Duration.ofDays(1))).isEmpty();
  }
}
