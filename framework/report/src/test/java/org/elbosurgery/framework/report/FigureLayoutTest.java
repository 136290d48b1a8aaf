package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.KeptGaps;
import org.elbosurgery.framework.plot.Colour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Numbers that cannot be, and as few rows as there can be: what is hardest to lay out. */
@DisplayName("In the figures of a report")
final class FigureLayoutTest {

  private static final Pattern SHIFT = Pattern.compile("translate\\(([-0-9.]+)[ ,]+([-0-9.]+)");

  /** What letters reach below the line that they stand on, of 12 pixels' height. */
  private static final double DESCENT = 4;

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder.resolve("runs"));
  }

  private List<Path> figures() throws IOException {
    new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class))
        .write(made.report(), folder.resolve("report"), List.of(), TaskListener.NONE);
    try (Stream<Path> files = Files.list(folder.resolve("report/figures"))) {
      return files.sorted().toList();
    }
  }

  private static Element drawing(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static List<Element> elements(Element drawing, String name) {
    NodeList nodes = drawing.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** Returns how far something is from the left, 1, or from the top, 2. */
  private static double place(Node node, int axis) {
    double place = 0;
    for (Node each = node; each instanceof Element element; each = each.getParentNode()) {
      Matcher shift = SHIFT.matcher(element.getAttribute("transform"));
      place += shift.find() ? Double.parseDouble(shift.group(axis)) : 0;
      String own = element.getAttribute(axis == 1 ? "x" : "y");
      place += own.matches("-?[0-9.]+") ? Double.parseDouble(own) : 0;
    }
    return place;
  }

  @Test
  @DisplayName("all words are inside, those of the legend too, where there is one row")
  void wordsAreInside() throws Exception {
    KeptGaps.write(made.run("a", "gaussian", 1, 0, -3, -1, -2, -2), -2, 0.25);

    for (Path figure : figures()) {
      Element drawing = drawing(figure);
      double height = Double.parseDouble(drawing.getAttribute("height"));
      assertThat(elements(drawing, "text"))
          .as(figure.getFileName().toString())
          .allMatch(words -> place(words, 2) < height - DESCENT);
    }
  }

  @Test
  @DisplayName("bars are of one height in all panels, though one has fewer of them")
  void barsAreOfOneHeight() throws Exception {
    made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    made.run("b", "mixture", 1, 0.5, 1, 1, 0, 2);
    made.run("c", "vamp", 1, 0.5, 1, 1, 0, 2);
    for (String prior : List.of("gaussian", "vamp")) {
      Path run = folder.resolve("runs/" + prior + "3");
      MadeUpRuns.write(run, MadeUpRuns.options(prior, 3, 1), 0.5, 1, 1, 0, 2);
    }

    Path figure = figures().get(1);
    assertThat(figure).hasFileName("decomposition-train.svg");
    List<String> heights =
        elements(drawing(figure), "rect").stream()
            .filter(rect -> rect.getAttribute("fill").equals(Colour.FIRST.literal()))
            .filter(rect -> Double.parseDouble(rect.getAttribute("width")) > 30) // no legend's
            .map(rect -> rect.getAttribute("height"))
            .toList();
    assertThat(heights).hasSize(5).containsOnly(heights.get(0));
  }

  @Test
  @DisplayName("three priors and their terms while training are a small page")
  void isSmall() throws IOException {
    int[] epochs = IntStream.rangeClosed(1, 100).toArray();
    for (String prior : List.of("gaussian", "mixture", "vamp")) {
      Path run = folder.resolve("runs/" + prior);
      MadeUpRuns.write(run, MadeUpRuns.options(prior, 10, 1), 0.5, 1, 1, 0, 2);
      MadeUpRuns.writeTerms(run, epochs);
    }

    long drawn = 0;
    for (Path figure : figures()) {
      assertThat(Files.size(figure)).as(figure.getFileName().toString()).isLessThan(20_000);
      drawn += Files.size(figure);
    }
    // The page has most figures in two formats; of nine models of MNIST at three latent sizes, with
    // pictures and likelihoods, it has 0.5 MB.
    assertThat(drawn).isBetween(20_000L, 70_000L);
    assertThat(Files.size(folder.resolve("report/index.html"))).isLessThan(150_000);
  }
}
