package org.elbosurgery.framework.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plot")
final class PlotTest {

  private static Figure figure() {
    Plot plot =
        new Plot(
                Map.of(
                    "panel", List.of("z10", "z2", "a & b"),
                    "x", List.of(1.5, 2.5, 3.5),
                    "y", List.of(1.0, 2.0, 3.0)))
            .add(
                Layer.of("point")
                    .show("x", "x")
                    .show("y", "y")
                    .with("color", Colour.FIRST.literal()))
            .wrap("panel", List.of("z2", "z10", "a & b"), 3, "fixed");
    return Figure.of(
        "points",
        "Points <of> it",
        "Read it.",
        "They are 1, 2, 3.",
        format -> plot.draw(format.width(), 200));
  }

  @Test
  @DisplayName("is drawn the same every time, with names that depend on nothing else")
  void isDrawnTheSame() {
    assertThat(figure().file()).isEqualTo(figure().file());
    assertThat(figure().element()).isEqualTo(figure().element());
  }

  @Test
  @DisplayName("has its panels in the order that was asked for")
  void keepsTheOrderOfPanels() {
    String svg = figure().file();

    assertThat(svg).contains(">z2<", ">z10<", ">a &amp; b<");
    assertThat(svg.indexOf(">z2<")).isLessThan(svg.indexOf(">z10<"));
    assertThat(svg.indexOf(">z10<")).isLessThan(svg.indexOf(">a &amp; b<"));
  }

  @Test
  @DisplayName("is a file of literal colours, and an element of a page in the page's colours")
  void hasTwoForms() {
    assertThat(figure().file())
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ")
        .contains("\"#0072B2\"")
        .doesNotContain("var(", "<style");
    assertThat(figure().element())
        .contains("\"var(--figure-first, #0072B2)\"")
        .doesNotContain("\"#0072B2\"", "id=\"part-");
  }

  @Test
  @DisplayName("keeps its words in a page, even those that look like names and colours")
  void keepsWords() {
    Plot plot =
        new Plot(Map.of("x", List.of(1.0, 2.0), "y", List.of("part-1", "\"#0072B2\"")))
            .add(Layer.of("point").show("x", "x").show("y", "y"));
    Figure figure =
        Figure.of("words", "part-2", "n", "1", format -> plot.draw(format.width(), 200));

    assertThat(figure.element())
        .contains(">part-1</", ">\"#0072B2\"</", ">part-2</title>")
        .contains("url(#words-part-", "id=\"words-part-");
  }

  @Test
  @DisplayName("says in words what it shows")
  void saysWhatItShows() {
    assertThat(figure().element())
        .contains("role=\"img\"", "aria-labelledby=\"points-title points-desc\"")
        .contains("<title id=\"points-title\">Points &lt;of&gt; it</title>")
        .contains("<desc id=\"points-desc\">Read it. They are 1, 2, 3.</desc>");
  }
}
