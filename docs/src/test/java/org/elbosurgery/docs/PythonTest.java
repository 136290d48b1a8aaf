package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reader in Python")
final class PythonTest {

  /** Its output, and how it ended. */
  private record Ended(int exitCode, String output) {

    static Ended of(String... command) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    }
  }

  private static boolean hasNumPy() throws InterruptedException {
    try {
      return Ended.of("python3", "-c", "import numpy").exitCode() == 0;
    } catch (IOException e) {
      return false; // there is no Python
    }
  }

  @Test
  @DisplayName("reads an exported run with NumPy alone, and decodes its samples as the run does")
  void reads(@TempDir Path parent) throws Exception {
    assumeTrue(hasNumPy(), "this needs python3 with NumPy");
    Injector injector = EmbeddingSample.installedPlugins();
    Path run = parent.resolve("run");
    Path out = parent.resolve("out");
    EmbeddingSample.run(injector, "gaussian", run, ExperimentListener.NONE);
    List<String> leftOut = EmbeddingSample.export(injector, run, out);

    Ended read =
        Ended.of(
            "python3", Page.PROJECT.resolve("docs/python/read_run.py").toString(), out.toString());

    assertThat(leftOut).isEmpty();
    assertThat(read.exitCode()).as(read.output()).isZero();
    assertThat(read.output()).contains("marginalKl", "1000 samples of the prior");
    String within = read.output().replaceFirst("(?s).*decoded here within (\\S+)\\s*$", "$1");
    // Sums of 33 and of 3 products in single precision, and a sigmoid: some 40 times 6e-8.
    assertThat(Double.parseDouble(within)).isLessThan(1e-5);
  }
}
