package org.elbosurgery.framework.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.simd.Arithmetic;
import org.elbosurgery.framework.simd.VectorApi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JVM that was started without the Vector API")
final class PlainJavaTest {

  private static final String LOADABLE = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

  /** What runs in a JVM of its own. */
  public static void main(String[] arguments) {
    Posteriors posteriors = new Posteriors(1, 1, new float[1], new float[1]);
    Kernel kernel = Kernel.fastest(posteriors);
    double[] logSum = new double[1];
    kernel
        .over(posteriors)
        .fold(
            new OrderedSamples(new double[1], new int[1], new int[1]), 0, 1, logSum, new double[1]);
    System.out.printf(
        "%s %s %s%n", VectorApi.isPresent(), kernel, Arithmetic.FASTEST.getClass().getSimpleName());
    System.out.println(logSum[0] - -0.5 * Math.log(2 * Math.PI) < 1e-6);
    try {
      Kernel.VECTOR.over(posteriors);
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  @DisplayName("computes in plain Java, and says how to start it where the vectors are asked for")
  void computes() throws Exception {
    assertThat(said())
        .containsExactly(
            "false SCALAR ScalarArithmetic",
            "true",
            "the vector kernel needs the Vector API: start the JVM with --add-modules"
                + " jdk.incubator.vector");
  }

  @Test
  @DisplayName("loads the Vector API itself where it may, and nothing is announced")
  void loadsQuietly() throws Exception {
    assertThat(said(LOADABLE, "-XX:+UnlockExperimentalVMOptions", "-XX:+EnableVectorSupport"))
        .containsExactly("true VECTOR VectorArithmetic", "true");
  }

  @Test
  @DisplayName("does not load the Vector API where vectors would not be compiled")
  void leavesBoxedVectors() throws Exception {
    assertThat(said(LOADABLE)).startsWith("false SCALAR ScalarArithmetic", "true");
  }

  /** Returns what a JVM of its own with some options prints, on both streams. */
  private static List<String> said(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PlainJavaTest.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
