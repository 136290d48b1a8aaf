package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher turns on, where the other tests run in plain Java. */
@DisplayName("On the Vector API")
final class VectorsTest {

  /** A rounding of 43 nats, which a row of the small run costs, in single precision. */
  private static final double ROUNDING = Math.scalb(43.0, -24);

  @TempDir private Path folder;

  private static JsonNode result(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }

  @Test
  @DisplayName("a run says that it was there, and comes to the terms of plain Java, to rounding")
  void run() throws Exception {
    Path vectors = folder.resolve("vectors");
    Path log = folder.resolve("log");
    Process process =
        ElboProcess.withVectors(RunFolders.smallRun("--out=" + vectors))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    Path plain = folder.resolve("plain");
    assertThat(Recorded.run(Elbo.standard(), RunFolders.smallRun("--out=" + plain)).exitCode())
        .isZero();

    assertThat(result(vectors).at("/provenance/kernel").asText()).isEqualTo("vector");
    assertThat(result(plain).at("/provenance/kernel").asText()).isEqualTo("scalar");
    for (String term :
        List.of("elbo", "reconstruction", "averageKl", "mutualInformation", "marginalKl")) {
      String place = "/" + term + "/mean";
      assertThat(result(vectors).at(place).asDouble())
          .as(term)
          .isCloseTo(result(plain).at(place).asDouble(), within(ROUNDING));
    }
  }

  @Test
  @DisplayName("elbo doctor says how wide vectors are")
  void doctor() throws Exception {
    Process process =
        ElboProcess.withVectors("doctor", "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    JsonNode json = new ObjectMapper().readTree(process.getInputStream());
    assertThat(process.waitFor()).isZero();
    assertThat(json.at("/java/vectorBits").asInt()).isPositive();
  }
}
