package org.elbosurgery.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A program that was run: how it ended, and what it wrote to both of its outputs. */
record Ended(int exitCode, String output) {

  static Ended of(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Returns whether there is a Python that has a module. */
  static boolean hasPython(String module) throws InterruptedException {
    try {
      return of("python3", "-c", "import " + module).exitCode() == 0;
    } catch (IOException e) {
      return false; // there is no Python
    }
  }
}
