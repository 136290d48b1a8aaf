package org.elbosurgery.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.machine.Machine.Libraries;
import org.elbosurgery.framework.machine.NativeProbe;
import org.elbosurgery.framework.process.JavaProcess;

/**
 * Examines ND4J's libraries in a separate process: they read the environment only when they are
 * loaded, and if they do not run they end the process that loads them.
 */
final class ProbeProcess {

  private static final long SECONDS = 60;

  /** Makes OpenBLAS print on standard error which kernel it has chosen. */
  private static final Map<String, String> TALKATIVE = Map.of("OPENBLAS_VERBOSE", "2");

  private static final Pattern KERNEL = Pattern.compile("(?m)^Core: (\\S+)");

  private ProbeProcess() {}

  /**
   * Starts the process and waits for its findings.
   *
   * @param threads the number of threads to measure with
   * @param environment variables to set in addition to this process's own; an empty value removes a
   *     variable
   * @throws InterruptedException if this thread is interrupted; the process is ended
   */
  static Libraries run(int threads, Map<String, String> environment) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("elbo-doctor");
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      try {
        return libraries(start(threads, environment, out, err), out, err);
      } finally {
        for (Path file : List.of(out, err, folder)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      return failed("no process for it could be started (" + e.getMessage() + ")");
    }
  }

  private static Process start(int threads, Map<String, String> environment, Path out, Path err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaProcess.likeThis().command(List.of(), ProbeMain.class, Integer.toString(threads)));
    builder.environment().putAll(TALKATIVE);
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    return builder.redirectOutput(Redirect.to(out.toFile())).redirectError(err.toFile()).start();
  }

  private static Libraries libraries(Process process, Path out, Path err)
      throws IOException, InterruptedException {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return failed("they did not answer within " + SECONDS + " seconds");
      }
      String said = Files.readString(err);
      return process.exitValue() == 0
          ? new Libraries(Optional.of(NativeProbe.of(Json.read(out))), kernel(said), "")
          : failed("exit code " + process.exitValue() + ", " + complaint(said));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Libraries failed(String reason) {
    return new Libraries(Optional.empty(), "", reason);
  }

  private static String kernel(String said) {
    Matcher kernel = KERNEL.matcher(said);
    return kernel.find() ? kernel.group(1) : "";
  }

  /**
   * Returns the first complaint of the process, ignoring the usual output of the JVM and OpenBLAS.
   */
  private static String complaint(String said) {
    return said.lines()
        .filter(line -> !line.isBlank() && !line.matches("(WARNING|Picked up|Core:).*"))
        .findFirst()
        .orElse("without a word");
  }
}
