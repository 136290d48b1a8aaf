package org.elbosurgery.framework.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The settings of native libraries")
final class NativeSettingsTest {

  private static final String WARNING =
      "OMP_WAIT_POLICY is not set, so that idle threads spin and keep others from the processors:"
          + " export OMP_WAIT_POLICY=PASSIVE before the JVM starts";

  /** Asks for one thread and for two, and says what it got and what a matrix product is. */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      RandomStream random = RandomStream.of(1);
      INDArray left = Nd4j.createFromArray(random.named("left").gaussians(300 * 784));
      INDArray right = Nd4j.createFromArray(random.named("right").gaussians(784 * 300));
      for (int threads = 1; threads <= 2; threads++) {
        NativeSettings.useThreads(threads);
        INDArray product = left.reshape(300, 784).mmul(right.reshape(784, 300));
        System.out.printf(
            "asked %d, products %d, operations %d, bits %08x%n",
            threads,
            Nd4j.factory().blas().getMaxThreads(),
            Nd4j.getEnvironment().maxMasterThreads(),
            Arrays.hashCode(product.dup('c').data().asFloat()));
      }
    }
  }

  /** Runs the program in a process whose environment says nothing of threads but what is given. */
  private static List<String> run(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(JavaProcess.likeThis().command(List.of("-Xmx500m"), Program.class));
    builder.environment().keySet().removeAll(List.of(Threads.VARIABLE, NativeSettings.WAIT_POLICY));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private static List<String> products(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("asked")).toList();
  }

  /** What the program says where the environment says nothing, one thread, and three threads. */
  private static List<String> unset;

  private static List<String> one;
  private static List<String> three;

  @BeforeAll
  static void runPrograms() throws Exception {
    unset = run(Map.of());
    one = run(Map.of(Threads.VARIABLE, "1", NativeSettings.WAIT_POLICY, "ACTIVE"));
    three = run(Map.of(Threads.VARIABLE, "3", NativeSettings.WAIT_POLICY, "PASSIVE"));
  }

  @Test
  @DisplayName("give products the threads asked for and the bits of that number, whatever is set")
  void decideThreads() {
    assertThat(products(three))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("asked 1, products 1, operations 1, bits "),
            line -> assertThat(line).startsWith("asked 2, products 2, operations 2, bits "));
    assertThat(products(one))
        .as("loaded with one thread, other operations stay on it")
        .isEqualTo(
            products(three).stream()
                .map(line -> line.replace("operations 2", "operations 1"))
                .toList());
    assertThat(products(unset))
        .map(line -> line.replaceFirst("operations \\d+", ""))
        .isEqualTo(
            products(three).stream()
                .map(line -> line.replaceFirst("operations \\d+", ""))
                .toList());
  }

  @Test
  @DisplayName("are a warning, once, where idle threads would spin and nobody has asked for it")
  void warnOfSpinning() {
    assertThat(unset).filteredOn(line -> line.endsWith(WARNING)).hasSize(1);
    assertThat(one).noneMatch(line -> line.contains(NativeSettings.WAIT_POLICY));
    assertThat(three).noneMatch(line -> line.contains(NativeSettings.WAIT_POLICY));
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
    int before = Nd4j.factory().blas().getMaxThreads();
    Path file = Files.createTempFile("probe", ".json");
    try {
      NativeProbe probe = NativeProbe.measure(1);
      assertThat(probe.blas()).startsWith("OPENBLAS 0.3.31");
      assertThat(probe.gigaflops()).isPositive();
      assertThat(probe.productThreads()).isEqualTo(1);
      Files.writeString(file, Json.text(probe));
      assertThat(NativeProbe.of(Json.read(file))).isEqualTo(probe);
    } finally {
      NativeSettings.useThreads(before);
      Files.delete(file);
    }
  }
}
