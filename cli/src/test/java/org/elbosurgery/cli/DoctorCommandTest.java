package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.elbosurgery.cli.DoctorReport.Fact;
import org.elbosurgery.cli.DoctorReport.Section;
import org.elbosurgery.framework.machine.Machine.Libraries;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("elbo doctor")
final class DoctorCommandTest {

  private static Recorded doctor(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "doctor";
    System.arraycopy(args, 0, all, 1, args.length);
    return Recorded.run(Elbo.standard(), all);
  }

  @Test
  @DisplayName("examines this machine, and exits with 0 whatever it finds")
  void examines() throws Exception {
    Recorded recorded = doctor("--json", "--threads", "1");

    assertThat(recorded.exitCode()).isZero();
    JsonNode json = new ObjectMapper().readTree(String.join("\n", recorded.out()));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("processor", "java", "blas", "threads", "memory", "engine", "advice");
    assertThat(json.at("/engine/encoder mlp").isArray()).isTrue();
    assertThat(json.at("/engine/decoder mlp").isArray()).isTrue();
    assertThat(json.at("/processor/multiplyAddGigaflops").asDouble()).isPositive();
    assertThat(json.at("/java/vectorBits").asInt()).as("this JVM has no Vector API").isZero();
    assertThat(json.at("/blas/library").asText()).startsWith("OPENBLAS 0.3.31");
    assertThat(json.at("/blas/kernel").asText()).isNotBlank();
    assertThat(json.at("/blas/matrixProductGigaflops").asDouble()).isPositive();
    assertThat(json.at("/threads/count").asInt()).isEqualTo(1);
    assertThat(json.at("/threads/source").asText()).isEqualTo("option");
    assertThat(json.at("/threads/ofMatrixProducts").asInt()).isEqualTo(1);
    assertThat(json.at("/threads/ofOtherOperations").asInt()).isEqualTo(1);
    assertThat(json.at("/memory/heapLimit").asLong()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(json.at("/memory/processLimit").asLong()).isPositive();
  }

  @Test
  @DisplayName("refuses what it does not understand, all at once, with exit code 2")
  void refuses() {
    assertThat(doctor("all", "--threads", "two", "--jsn"))
        .isEqualTo(
            new Recorded(
                2,
                List.of(),
                List.of(
                    "elbo: unknown option --jsn; did you mean --json?",
                    "elbo: unexpected argument all; elbo doctor takes options only",
                    "elbo: option threads: 'two' is not a whole number; allowed: from 1 to"
                        + " 1024")));
    for (String threads : List.of("0", "-1", "1025")) {
      assertThat(doctor("--threads=" + threads))
          .isEqualTo(
              new Recorded(
                  2,
                  List.of(),
                  List.of(
                      "elbo: option threads: "
                          + threads
                          + " is out of range; allowed: from 1 to 1024")));
    }
  }

  @Test
  @DisplayName("says why where the libraries do not run, and does not fail itself")
  void survivesFailure() throws Exception {
    assertThat(ProbeProcess.run(1, Map.of("JAVA_TOOL_OPTIONS", "-XX:+NoSuchOption")))
        .returns(true, found -> found.probe().isEmpty())
        .extracting(Libraries::failure)
        .asString()
        .startsWith("exit code 1, ")
        .contains("NoSuchOption");
  }

  @Test
  @DisplayName("forces what the user forces, and takes it out to see what it costs")
  void forcesKernel() throws Exception {
    Libraries forced = ProbeProcess.run(1, Map.of("OPENBLAS_CORETYPE", "Nehalem"));
    Libraries free = ProbeProcess.run(1, Map.of("OPENBLAS_CORETYPE", ""));
    assertThat(forced.kernel()).isEqualTo("Nehalem");
    assertThat(free.kernel()).isNotBlank().isNotEqualTo("Nehalem");
  }

  @Test
  @DisplayName("prints facts in words for people, in camel case for programs")
  void prints() {
    DoctorReport report =
        new DoctorReport(
            List.of(
                new Section(
                    "memory",
                    List.of(
                        new Fact("heapLimit", 1500L, "1.5 kB"), Fact.of("cache", "/a/folder")))),
            List.of("more memory", "more of everything"));

    assertThat(report.text(40).lines())
        .containsExactly(
            "memory",
            "  heap limit  1.5 kB",
            "  cache       /a/folder",
            "",
            "what to change",
            "  -  more memory",
            "  -  more of everything");
    assertThat(report.json().lines().map(String::strip))
        .containsExactly(
            "{",
            "\"memory\" : {",
            "\"heapLimit\" : 1500,",
            "\"cache\" : \"/a/folder\"",
            "},",
            "\"advice\" : [ \"more memory\", \"more of everything\" ]",
            "}");
    assertThat(new DoctorReport(List.of(), List.of()).text(80))
        .isEqualTo("what to change\n  -  Nothing: these are the right settings.\n");
  }
}
