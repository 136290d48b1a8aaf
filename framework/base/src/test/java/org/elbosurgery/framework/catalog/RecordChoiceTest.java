package org.elbosurgery.framework.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Records of a closed set, named by an option. */
final class RecordChoiceTest {

  private static final RecordChoice<Shape> SHAPES =
      RecordChoice.of(Shape.class, List.of(Disc.class, Point.class));

  /** What the records have in common. */
  private interface Shape {}

  /** One with an option. */
  @Plugin(name = "disc", summary = "a round shape")
  public record Disc(@Option("its radius") @Min(1) int radius) implements Shape {
    public Disc() {
      this(2);
    }
  }

  /** One without options. */
  @Plugin(name = "point", summary = "a shape without size")
  public record Point() implements Shape {}

  @Test
  @DisplayName("are made with their defaults, or with what is given")
  void parses() {
    assertThat(SHAPES.parse("disc")).isEqualTo(new Disc(2));
    assertThat(SHAPES.parse("disc:radius=7")).isEqualTo(new Disc(7));
    assertThat(SHAPES.parse("point")).isEqualTo(new Point());
    assertThat(SHAPES.records())
        .extracting(PluginDescriptor::name)
        .containsExactly("disc", "point");
  }

  @Test
  @DisplayName("wrong names and options are refused, with what there is")
  void refuses() {
    assertThatThrownBy(() -> SHAPES.parse("dusc"))
        .isInstanceOf(ElboException.class)
        .hasMessage("unknown name dusc; did you mean disc? known: disc, point");
    assertThatThrownBy(() -> SHAPES.parse("disc:radius=0,size=1"))
        .isInstanceOfSatisfying(ElboException.class, e -> assertThat(e.problems()).hasSize(2));
    assertThatThrownBy(() -> SHAPES.parse("Disc")).isInstanceOf(ElboException.class);
  }

  @Test
  @DisplayName("a record without a name is a defect that is found at once")
  void undeclared() {
    record Nameless() implements Shape {}
    assertThatThrownBy(() -> RecordChoice.of(Shape.class, List.of(Nameless.class)))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.PLUGIN));
  }
}
