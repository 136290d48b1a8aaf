package org.elbosurgery.framework.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * When the JVM compiles a loop is a matter of time, so that a result that depends on it differs
 * from run to run: {@code VectorOperators.LOG} and {@code TANH} do.
 */
@DisplayName("Functions of numbers give the same bits")
final class SameBitsTest {

  private static final int SIZE = 1024;

  /** Prints a line for each function: its name and the hash of the bits of its results. */
  public static void main(String[] arguments) {
    hashes(1).forEach(System.out::println);
  }

  private static List<String> hashes(int times) {
    List<String> hashes = new ArrayList<>();
    for (Elementwise function : Elementwise.values()) {
      RandomStream random = RandomStream.of(5).named(function.name());
      float[] x = new float[SIZE];
      float[] y = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        x[i] = (float) ((i % 3 == 0 ? 40 : 2) * random.nextGaussian());
        x[i] = function == Elementwise.LOG ? Math.abs(x[i]) : x[i];
        y[i] = (float) Math.exp(-Math.abs(x[i]));
      }
      float[] out = new float[SIZE];
      for (int time = 0; time < times; time++) {
        Arithmetic.FASTEST.kernel(function).run(x, y, 0.75f, out, SIZE);
      }
      hashes.add(function + " " + Arrays.hashCode(out));
    }
    return hashes;
  }

  @Test
  @DisplayName("interpreted and compiled")
  void interpretedAndCompiled() throws Exception {
    Process interpreted =
        new ProcessBuilder(
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameBitsTest.class.getName())
                    .toList())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(interpreted.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(interpreted.waitFor()).as(said).isZero();
    assertThat(said.lines()).containsExactlyElementsOf(hashes(20_000));
  }
}
