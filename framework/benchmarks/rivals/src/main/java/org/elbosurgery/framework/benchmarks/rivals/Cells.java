package org.elbosurgery.framework.benchmarks.rivals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.process.JavaProcess;
import org.elbosurgery.framework.timing.Contender;
import org.elbosurgery.framework.timing.StepCase;

/**
 * Trainings of the default case at the same time, each on one thread in a process of its own, as
 * the cells of a sweep. In a turn each trains an epoch, which it is sent a byte for and answers by
 * one; the time is that of all of them divided by their number, in which the machine does one
 * epoch. The processes end with this one, which closes their input.
 */
final class Cells implements Contender {

  /** The answer; no character that a library might print. */
  private static final int DONE = 1;

  private final List<Process> processes = new ArrayList<>();

  /** Starts processes. */
  Cells(Side side, int count) {
    ProcessBuilder builder =
        new ProcessBuilder(JavaProcess.likeThis().command(List.of(), Cells.class, side.name()))
            .redirectError(Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    try {
      while (processes.size() < count) {
        processes.add(builder.start());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains: what a process does. */
  public static void main(String[] args) throws IOException {
    Contender training = Side.valueOf(args[0]).training(new StepCase(), 1);
    while (System.in.read() >= 0) {
      training.turn();
      System.out.write(DONE);
      System.out.flush();
    }
  }

  @Override
  public double[] turn() {
    long start = System.nanoTime();
    try {
      for (Process process : processes) {
        process.getOutputStream().write(1);
        process.getOutputStream().flush();
      }
      for (Process process : processes) {
        if (process.getInputStream().read() != DONE) {
          throw new IllegalStateException("a training ended or printed; its message is above");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new double[] {(System.nanoTime() - start) * 1e-6 / processes.size()};
  }
}
