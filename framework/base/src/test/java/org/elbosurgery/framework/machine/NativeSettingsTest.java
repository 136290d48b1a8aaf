package org.elbosurgery.framework.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.json.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The settings of native libraries")
final class NativeSettingsTest {

  /** What an embedding program does first, and then what its libraries think. */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      NativeSettings.prepare();
      System.out.println(Nd4j.getEnvironment().maxThreads() + " threads");
    }
  }

  /** Runs the program in a process whose environment says nothing of threads but what is given. */
  private static List<String> run(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName());
    builder.environment().keySet().removeAll(List.of(Threads.VARIABLE, NativeSettings.WAIT_POLICY));
    builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE"); // libgomp prints what it has read
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().map(String::strip).toList();
  }

  @Test
  @DisplayName("reach the libraries of a program whose environment says nothing: threads sleep")
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "the libraries of others do not say what they read")
  void reachLibraries() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(run(Map.of()))
        .contains("GOMP_SPINCOUNT = '0'")
        .contains("OMP_NUM_THREADS = '" + processors + "'")
        .contains(processors + " threads");
  }

  @Test
  @DisplayName("leave alone what the user has set")
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "the libraries of others do not say what they read")
  void respectUser() throws Exception {
    Map<String, String> set = Map.of(Threads.VARIABLE, "3", NativeSettings.WAIT_POLICY, "ACTIVE");
    assertThat(run(set))
        .contains("OMP_WAIT_POLICY = 'ACTIVE'", "OMP_NUM_THREADS = '3'", "3 threads")
        .doesNotContain("GOMP_SPINCOUNT = '0'");
  }

  @Test
  @DisplayName("give matrix products and other operations the same number of threads")
  void useThreads() {
    int before = Nd4j.factory().blas().getMaxThreads();
    int all = Nd4j.getEnvironment().maxThreads();
    try {
      NativeSettings.useThreads(1);
      assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(1);
      assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(1);
      NativeSettings.useThreads(all);
      assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(all);
      assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(all);
    } finally {
      NativeSettings.useThreads(before);
    }
  }

  @Test
  @DisplayName("are measured with what they do, and survive being written and read")
  void areMeasured() throws Exception {
    NativeProbe probe = NativeProbe.measure();
    assertThat(probe.blas()).startsWith("OPENBLAS 0.3.31");
    assertThat(probe.gigaflops()).isPositive();
    assertThat(probe.productThreads()).isEqualTo(Nd4j.factory().blas().getMaxThreads());
    Path file = Files.createTempFile("probe", ".json");
    try {
      Files.writeString(file, Json.text(probe));
      assertThat(NativeProbe.of(Json.read(file))).isEqualTo(probe);
    } finally {
      Files.delete(file);
    }
  }
}
