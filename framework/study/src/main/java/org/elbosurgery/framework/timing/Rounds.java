package org.elbosurgery.framework.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.elbosurgery.api.ProgressListener;

/**
 * Rounds in each of which every contender takes one turn, so that other load on the machine affects
 * all of them.
 *
 * @param warmups preceding rounds that are not counted, during which the JIT compiler works
 * @param counted the number of counted rounds, at least 1
 */
public record Rounds(int warmups, int counted) {

  /** Returns a number of counted rounds of {@link TrainingSteps} after warm-up rounds. */
  public static Rounds ofSteps(int counted) {
    return new Rounds(30, counted);
  }

  /** Returns a number of counted rounds of whole epochs after warm-up rounds. */
  public static Rounds ofEpochs(int counted) {
    return new Rounds(2, counted);
  }

  /** Returns a number of counted rounds of {@link PosteriorJob} after warm-up rounds. */
  public static Rounds ofPosteriors(int counted) {
    return new Rounds(2, counted);
  }

  /** Returns a number of counted rounds of bounds on the likelihood after warm-up rounds. */
  public static Rounds ofBounds(int counted) {
    return new Rounds(20, counted);
  }

  /**
   * Times contenders.
   *
   * @param contenders take turns in this order
   * @param progress receives the number of rounds done
   * @return one timing for each contender, over the repetitions of all counted rounds
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
