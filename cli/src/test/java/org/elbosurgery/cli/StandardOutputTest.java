package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Standard output")
final class StandardOutputTest {

  private static Recorded run(OutputStream out, List<String> arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    int exitCode =
        Elbo.standard()
            .run(
                arguments,
                new Terminal(StandardOutput.to(out), errors, 80, Terminal.UNBOUNDED, false));
    return new Recorded(exitCode, List.of(), err.toString(StandardCharsets.UTF_8).lines().toList());
  }

  static Stream<List<String>> whatPrints() {
    return Stream.concat(
        Elbo.commands().stream().map(command -> List.of(command.name(), "--help")),
        Stream.of(
            List.of("--help"),
            List.of("--version"),
            List.of("plugins"),
            List.of("plugins", "--json"),
            List.of("sweep", "--data=synthetic", "--print-spec")));
  }

  @ParameterizedTest
  @MethodSource("whatPrints")
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has a disk that is always full")
  @DisplayName("on a full disk is an error that says so")
  void reportsFullDisk(List<String> arguments) throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertThat(run(full, arguments))
          .isEqualTo(
              new Recorded(
                  2,
                  List.of(),
                  List.of("elbo: cannot write to standard output: No space left on device")));
    }
  }

  @ParameterizedTest
  @MethodSource("whatPrints")
  @DisplayName("whose reader is gone ends the command without a word, as SIGPIPE ends others")
  void endsQuietlyWithoutReader(List<String> arguments) throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().close();
    try (OutputStream unread = Channels.newOutputStream(pipe.sink())) {
      assertThat(run(unread, arguments)).isEqualTo(new Recorded(141, List.of(), List.of()));
    }
  }

  @Test
  @DisplayName("is UTF-8 in every locale")
  void isUtf8() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StandardOutput.to(out).println("é ± 😀");
    assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("é ± 😀");
  }
}
