package org.elbosurgery.framework.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ProgressListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rounds")
final class RoundsTest {

  /** Says when it has its turns, and that each repetition takes as long as the turn's number. */
  private record Recorder(String name, List<String> turns) implements Contender {

    @Override
    public double[] turn() {
      turns.add(name);
      double number = turns.stream().filter(name::equals).count();
      return new double[] {number, 10 * number};
    }
  }

  @Test
  @DisplayName("give every contender a turn in each, and count none of the warm-ups")
  void interleaved() {
    List<String> turns = new ArrayList<>();
    List<Long> progress = new ArrayList<>();

    List<Timing> timings =
        new Rounds(1, 2)
            .time(
                List.of(new Recorder("a", turns), new Recorder("b", turns)),
                (done, total) -> progress.add(done * 10 + total));

    assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(progress).containsExactly(3L, 13L, 23L);
    // Turns 2 and 3: 2, 20, 3, 30.
    assertThat(timings).containsOnly(new Timing(11.5, 13.75)).hasSize(2);
  }

  @Test
  @DisplayName("of a turn of one repetition give that one")
  void single() {
    assertThat(new Rounds(0, 1).time(List.of(() -> new double[] {7}), ProgressListener.NONE))
        .containsExactly(new Timing(7, 7));
  }
}
