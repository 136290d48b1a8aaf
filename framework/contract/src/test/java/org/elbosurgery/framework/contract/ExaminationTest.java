package org.elbosurgery.framework.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.Activation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The configurations of an examination")
final class ExaminationTest {

  /** A prior with an option of each type. */
  @Plugin(name = "various", summary = "has an option of each type")
  public record Various(
      @Option("a count") @Min(1) int count,
      @Option("a size") @Max(1) double size,
      @Option("a choice") Activation choice,
      @Option("a switch, which needs relu") boolean fixed,
      @Option("a word") String word)
      implements Prior {

    public Various() {
      this(500, 1, Activation.TANH, false, "some");
    }

    public Various {
      if (fixed && choice != Activation.RELU) {
        throw new IllegalArgumentException("fixed=true needs choice=relu");
      }
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      throw new UnsupportedOperationException();
    }
  }

  private static List<String> labels(Candidate<Prior> candidate) {
    return new Examination<>(Prior.class, candidate)
        .configurations().stream().map(Configuration::label).toList();
  }

  @Test
  @DisplayName(
      "are the defaults, every option at other values within its bounds, and with another option"
          + " where the constructor refuses it alone")
  void derived() {
    assertThat(labels(Candidate.of(Various.class)))
        .containsExactly(
            "its defaults",
            "count=3",
            "size=0.5",
            "choice=softplus",
            "choice=relu",
            "choice=sigmoid",
            "choice=swish",
            "choice=elu",
            "choice=leaky-relu",
            "choice=relu,fixed=true");
  }

  @Test
  @DisplayName("all have the base, and the author's come last")
  void based() {
    assertThat(
            labels(
                Candidate.<Prior>of(Various.class)
                    .withBase("count=2,choice=relu")
                    .with("word=other,size=0.25")))
        .containsExactly(
            "count=2,choice=relu",
            "count=3,choice=relu",
            "count=2,choice=relu,size=0.5",
            "count=2,choice=softplus",
            "count=2,choice=sigmoid",
            "count=2,choice=swish",
            "count=2,choice=elu",
            "count=2,choice=leaky-relu",
            "count=2,choice=relu,fixed=true",
            "count=2,choice=relu,word=other,size=0.25");
  }

  @Test
  @DisplayName("are refused where the author asks for what the constructor refuses")
  void refused() {
    assertThatThrownBy(() -> labels(Candidate.<Prior>of(Various.class).with("fixed=true")))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("needs choice=relu");
  }
}
