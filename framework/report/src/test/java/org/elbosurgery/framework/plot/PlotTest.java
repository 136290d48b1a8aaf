package org.elbosurgery.framework.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
        .contains("\"var(--figure-first)\"")
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
  @DisplayName("draws many dots of one look as one path, and a line without the points nobody sees")
  void isSmall() {
    List<Double> x = IntStream.range(0, 1000).mapToObj(i -> i / 10.0).toList();
    Map<String, List<?>> line = Map.of("x", x, "y", x);
    String svg =
        new Plot(line)
            .add(Layer.of("point").show("x", "x").show("y", "y").with("color", "#123456"))
            .add(Layer.of("line").show("x", "x").show("y", "y").with("color", "#654321"))
            .draw(600, 200)
            .file("t", "d");

    assertThat(svg).doesNotContain("<circle");
    assertThat(outlines(svg, "#123456")).singleElement().asString().hasSizeGreaterThan(10000);
    assertThat(outlines(svg, "#654321"))
        .singleElement()
        .asString()
        .matches("M[0-9.]+ [0-9.]+L[0-9.]+ [0-9.]+");
  }

  private static List<String> outlines(String svg, String colour) {
    return Pattern.compile("<path d=\"([^\"]*)\"[^>]*stroke=\"" + colour + "\"")
        .matcher(svg)
        .results()
        .map(path -> path.group(1))
        .toList();
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
