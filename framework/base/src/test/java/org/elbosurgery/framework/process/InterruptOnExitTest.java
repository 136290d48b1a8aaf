package org.elbosurgery.framework.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.elbosurgery.framework.call.OpenCall;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes that end before their work is done. */
@DisplayName("A process that ends before its work is done")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
final class InterruptOnExitTest {

  private static final String READY = "ready";
  private static final String INTERRUPTED = "interrupted";

  /** What no other way to end gives. */
  private static final int DONE = 7;

  /** Less than the minute for which a process waits for work that leaves a checkpoint. */
  private static final long SECONDS = 50;

  /** What the process does: its argument says how it ends. */
  static final class Work {

    private Work() {}

    /** Watched over, calls System.exit, or heeds no interruption. */
    public static void main(String[] args) {
      PrintStream out =
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
      InterruptOnExit interrupt = InterruptOnExit.ofThisThread(out::println);
      switch (args[0]) {
        case "done" -> exitAfter(interrupt);
        case "exit" -> exitInPlugin();
        case "hang" -> hang(out);
        case "hang in plugin" -> hangInPlugin(out);
        default -> throw new IllegalArgumentException(args[0]);
      }
    }

    /** The request to end comes when the work is done and the process is on its way out. */
    private static void exitAfter(InterruptOnExit interrupt) {
      interrupt.done();
      Thread late =
          new Thread(
              () -> {
                while (ExitCall.find().isEmpty()) {
                  Thread.onSpinWait();
                }
                interrupt.end();
              });
      Runtime.getRuntime().addShutdownHook(late);
      System.exit(DONE);
    }

    private static void exitInPlugin() {
      OpenCall open = OpenCall.begin(Work.class, "bind");
      try {
        System.exit(0);
      } finally {
        open.end();
      }
    }

    private static void hangInPlugin(PrintStream out) {
      OpenCall open = OpenCall.begin(Work.class, "bind");
      try {
        hang(out);
      } finally {
        open.end();
      }
    }

    private static void hang(PrintStream out) {
      out.println(READY);
      while (true) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        if (Thread.interrupted()) {
          out.println(INTERRUPTED);
        }
      }
    }
  }

  private static Process start(String how) throws IOException {
    List<String> command = JavaProcess.likeThis().command(List.of("-Xmx64m"), Work.class, how);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void interrupt(Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
  }

  private static void awaitLine(BufferedReader out, String line) throws IOException {
    String read = out.readLine();
    while (!line.equals(read)) {
      assertThat(read).as("output before '%s'", line).isNotNull();
      read = out.readLine();
    }
  }

  @Test
  @DisplayName("by System.exit(0) in a plugin fails, and says who called it")
  void systemExit() throws Exception {
    Process process = start("exit");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
      assertThat(out.lines())
          .last()
          .asString()
          .startsWith("plugin " + Work.class.getName() + " in ")
          .contains(": bind called System.exit at InterruptOnExitTest.java:")
          .endsWith("; it ends the program without a result");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisplayName("but in the last moment, by Ctrl-C when it is done, keeps its own exit code")
  void interruptedAtTheEnd() throws Exception {
    Process process = start("done");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(DONE);
      assertThat(out.lines()).noneMatch(line -> line.contains("System.exit"));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisplayName("by Ctrl-C waits for its work, but a second Ctrl-C ends it")
  void secondInterrupt() throws Exception {
    Process process = start("hang");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(out, READY);
      interrupt(process);
      awaitLine(out, INTERRUPTED);
      assertThat(process.isAlive()).isTrue();
      interrupt(process);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130); // 128 + SIGINT
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisplayName("by Ctrl-C while a plugin does not come back ends, and names the call")
  void interruptInPlugin() throws Exception {
    Process process = start("hang in plugin");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(out, READY);
      interrupt(process);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(out.lines())
          .anyMatch(line -> line.startsWith("interrupted; plugin " + Work.class.getName()))
          .last()
          .asString()
          .endsWith(": bind has not returned");
    } finally {
      process.destroyForcibly();
    }
  }
}
