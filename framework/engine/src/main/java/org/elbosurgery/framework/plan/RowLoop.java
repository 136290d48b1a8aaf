package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A loop over rows that computes many values at once, in blocks of rows whose registers stay in the
 * first-level cache. Every worker computes a range of rows; sums over rows are added in the order
 * of the workers.
 */
final class RowLoop implements Step {

  /** The number of values from which a second thread is worth starting. */
  private static final long WORTH_SHARING = 1 << 15;

  /** Rows after which single-precision sums are carried over to double precision. */
  private static final int CARRIED_AFTER = 512;

  private final RowProgram program;
  private final Workers workers;
  private final Frame[] frames;
  private final boolean shared;

  RowLoop(RowProgram program, Workers workers) {
    this.program = program;
    this.workers = workers;
    long work = (long) program.rows() * program.registerSize() / program.block();
    shared =
        workers.size() > 1
            && program.rows() >= workers.size()
            && work * program.body().size() >= WORTH_SHARING;
    frames = new Frame[shared ? workers.size() : 1];
    Arrays.setAll(frames, i -> new Frame(program));
  }

  @Override
  public void run() {
    if (shared) {
      workers.together(this::part);
    } else {
      part(0);
    }
    for (int i = 0; i < program.sums().size(); i++) {
      finish(i);
    }
  }

  private void part(int worker) {
    Frame frame = frames[worker];
    int from = (int) ((long) program.rows() * worker / frames.length);
    int to = (int) ((long) program.rows() * (worker + 1) / frames.length);
    frame.clear();
    frame.rows = program.block();
    for (Instruction instruction : program.before()) {
      instruction.run(frame);
    }
    int carried = from;
    for (int first = from; first < to; first += program.block()) {
      frame.first = first;
      frame.rows = Math.min(program.block(), to - first);
      for (Instruction instruction : program.body()) {
        instruction.run(frame);
      }
      if (first - carried >= CARRIED_AFTER) {
        frame.carry();
        carried = first;
      }
    }
    frame.carry();
  }

  private void finish(int i) {
    FloatBuffer target = program.sums().get(i).target().numbers();
    for (int j = 0; j < program.sums().get(i).width(); j++) {
      double sum = 0;
      for (Frame frame : frames) {
        sum += frame.totals[i][j];
      }
      target.put(j, (float) sum);
    }
  }
}
