package org.elbosurgery.framework.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.ProgressListener;

/**
 * Rounds in each of which every contender takes one turn, so that whatever else the machine does
 * meets all of them.
 *
 * @param warmups rounds before, which are not counted: they are the JIT compiler's
 * @param counted rounds that are counted, at least 1
 */
public record Rounds(int warmups, int counted) {

  /** Returns warm-ups before so many rounds of {@link TrainingSteps}. */
  public static Rounds ofSteps(int counted) {
    return new Rounds(30, counted);
  }

  /** Returns warm-ups before so many rounds of {@link PosteriorJob}. */
  public static Rounds ofPosteriors(int counted) {
    return new Rounds(2, counted);
  }

  /**
   * Times the contenders.
   *
   * @param contenders who take turns, in their order
   * @param progress told how many rounds are done
   * @return one timing a contender, over the repetitions of all counted rounds
   */
  public List<Timing> time(List<? extends Contender> contenders, ProgressListener progress) {
    List<List<double[]>> turns = new ArrayList<>();
    contenders.forEach(contender -> turns.add(new ArrayList<>()));
    for (int round = 0; round < warmups + counted; round++) {
      progress.progress(round, warmups + counted);
      for (int i = 0; i < contenders.size(); i++) {
        double[] milliseconds = contenders.get(i).turn();
        if (round >= warmups) {
          turns.get(i).add(milliseconds);
        }
      }
    }
    return turns.stream()
        .map(own -> Timing.of(own.stream().flatMapToDouble(Arrays::stream).toArray()))
        .toList();
  }
}
