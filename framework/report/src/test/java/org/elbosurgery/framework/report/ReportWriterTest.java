package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.KeptGaps;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.table.ComputerModern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@DisplayName("The folder of a report")
final class ReportWriterTest {

  private static final ReportWriter WRITER =
      new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class));

  private static final List<String> COMMAND = List.of("elbo", "report", "it's <here>");

  @TempDir private static Path folder;
  private static Report report;
  private static String page;
  private static Document document;

  @BeforeAll
  static void write() throws Exception {
    report = report(folder.resolve("runs"));
    Path out = folder.resolve("report");
    WRITER.write(report, out, COMMAND, TaskListener.NONE);
    page = Files.readString(out.resolve("index.html"));
    document = parsed(page);
  }

  /** Returns a report of two latent sizes, with what other commands have left. */
  static Report report(Path runs) {
    Path first =
        MadeUpRuns.write(runs.resolve("<b>1"), MadeUpRuns.options("gaussian", 2, 1), 0, 1, 3, 2, 2);
    MadeUpRuns.write(runs.resolve("2"), MadeUpRuns.options("vamp", 2, 1), 0.5, 1, 1, 0, 2);
    MadeUpRuns.write(runs.resolve("3"), MadeUpRuns.options("gaussian", 3, 1), 0, 1, 3, 2, 2);
    MadeUpRuns.write(runs.resolve("4"), MadeUpRuns.options("vamp", 3, 1), 0.5, 1, 1, 0, 1);
    KeptGaps.write(first, 0.5, 0.25);
    KeptLikelihoods.write(first, 0.25, -14, -15, -13, -16);
    return Report.of(List.of(runs)).with(Reference.HOFFMAN_JOHNSON);
  }

  private static Document parsed(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(String name) {
    NodeList all = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }

  private static String words(String name) {
    return elements(name).stream().map(Element::getTextContent).collect(Collectors.joining("\n"));
  }

  @Test
  @DisplayName("has a page that says first what closes how much of the gap, with its error")
  void saysFirst() {
    // GapClosedTest: 50 % with an error of sqrt(0.625 / 12) = 22.8 %; ReportTest: ELBO 1 +- 0.58.
    // d = 3: a = 0.75, b = 2, R = 0.375; (a_n - R b_n) / b = (0.625, -0.125, -0.75, 0.25) / 2, sum
    // of squares 0.258, error sqrt(0.258 / 3 / 4) = 14.7 %.
    assertThat(elements("p").get(1).getTextContent().replace('\u00a0', ' '))
        .isEqualTo(
            "On train rows the most that a prior closes of the standard Gaussian's gap is 50 ± 23 % at"
                + " d = 2 (vamp) and 62 ± 15 % at d = 3 (vamp).");
    assertThat(elements("p").get(2).getTextContent().replace('\u00a0', ' '))
        .isEqualTo(
            "At d = 2 the marginal KL on train rows is 1.000 nats with vamp and 2.000 with the standard"
                + " Gaussian; its ELBO differs by +1.00 ± 0.58 nats.");
  }

  @Test
  @DisplayName("has a page with every part there are data for, and why others are missing")
  void hasEveryPart() {
    assertThat(elements("figure").stream().map(figure -> figure.getAttribute("id")))
        .containsExactly(
            "figure-gap-closed-train",
            "figure-decomposition-train",
            "figure-bound-train",
            "figure-gap-frozen-train",
            "figure-moments",
            "figure-likelihood",
            "figure-plane-1-1",
            "figure-plane-1-2",
            "figure-marginals-2-1",
            "figure-marginals-2-2",
            "figure-training");
    assertThat(elements("table").stream().map(table -> table.getAttribute("id")))
        .containsExactly(
            "table-terms",
            "table-frozen",
            "table-moments",
            "table-differences",
            "table-tests",
            "table-likelihood",
            "table-cost",
            "table-runs");
    assertThat(words("table")).contains("mixturefitted", "0.75 ± 0.12", "−14.50 ± 0.25", "12.2");
    assertThat(words("p")).contains("gaussian, d = 2 has no pictures: ");
    assertThat(words("text").lines().filter(word -> word.strip().equals("none")))
        .as("published rows of d = 3, of terms and of bounds, in two formats")
        .hasSize(4);
    assertThat(words("code"))
        .contains("elbo report 'it'\\''s <here>'")
        .contains("elbo run --data synthetic --binarize none --limit 300 --latent 2 --prior vamp");
  }

  @Test
  @DisplayName("has a page that needs nothing else: no script, no style sheet, no address")
  void needsNothingElse() {
    assertThat(page).doesNotContain("<script", "<link", "@import", "http-equiv", "javascript:");
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    assertThat(page.replaceAll("url\\(#[a-z0-9-]+\\)", "")).doesNotContain("url(");
  }

  @Test
  @DisplayName("has a page whose links and references lead to what exists, each name given once")
  void linksLeadSomewhere() {
    List<String> ids =
        elements("*").stream()
            .map(element -> element.getAttribute("id"))
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    List<String> references = new ArrayList<>();
    for (Element element : elements("*")) {
      Stream.of(element.getAttribute("aria-labelledby").split(" ", -1)).forEach(references::add);
      String link = element.getAttribute("href");
      assertThat(link.isEmpty() || link.startsWith("#")).as(link).isTrue();
      references.add(link.replaceFirst("#", ""));
      references.add(element.getAttribute("clip-path").replaceAll("url\\(#(.*)\\)", "$1"));
    }
    references.removeIf(String::isEmpty);
    assertThat(references).hasSizeGreaterThan(30);
    assertThat(Set.copyOf(ids)).containsAll(references);
  }

  @Test
  @DisplayName("has a page for those who do not see: headings in order, words for every picture")
  void isAccessible() {
    assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(elements("h1")).hasSize(1);
    assertThat(elements("h2")).hasSizeGreaterThan(5);
    assertThat(elements("a").get(0).getAttribute("href")).isEqualTo("#content");
    assertThat(elements("svg"))
        .isNotEmpty()
        .allSatisfy(
            svg -> {
              assertThat(svg.getAttribute("role")).isEqualTo("img");
              assertThat(svg.getFirstChild().getNodeName()).isEqualTo("title");
              assertThat(svg.getFirstChild().getNextSibling().getTextContent())
                  .matches(".*[0-9].*");
            });
    assertThat(elements("table"))
        .allSatisfy(
            table -> assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1));
    assertThat(elements("th"))
        .allSatisfy(th -> assertThat(th.getAttribute("scope")).isIn("col", "row"));
    assertThat(elements("img")).allSatisfy(i -> assertThat(i.getAttribute("alt")).isNotBlank());
  }

  @Test
  @DisplayName("has a page in which nothing from a run folder is markup")
  void escapes() {
    assertThat(elements("b")).allSatisfy(b -> assertThat(b.getTextContent()).startsWith("Figure"));
    assertThat(elements("i")).isEmpty();
    assertThat(words("table")).contains("runs/<b>1");
  }

  @Test
  @DisplayName("has the figures and the tables of the page as files")
  void hasFiles() throws IOException {
    Map<String, String> files = files(folder.resolve("report"));

    assertThat(files).hasSize(1 + 11 + 8 * 5);
    assertThat(files.get("figures/training.svg")).startsWith("<?xml").doesNotContain("var(");
    assertThat(files.get("tables/terms.tex")).contains("\\toprule");
    assertThat(files.entrySet().stream().filter(file -> file.getKey().endsWith(".tex")))
        .allSatisfy(file -> assertThat(captionWidth(file.getValue())).isLessThan(5.5 * 72.27));
    assertThat(files.get("tables/tests.csv")).startsWith("prior,d,split,term,test,statistic,p,");
  }

  @Test
  @DisplayName("is the same, byte by byte, when it is written again; and told of task by task")
  void isTheSameAgain() throws IOException {
    Path again = folder.resolve("again");
    List<String> heard = new ArrayList<>();
    WRITER.write(
        report,
        again,
        COMMAND,
        (task, done, total) -> heard.add(done + " of " + total + ": " + task));

    assertThat(files(again)).isEqualTo(files(folder.resolve("report")));
    assertThat(heard)
        .hasSize(10)
        .startsWith("0 of 10: tables and figures", "1 of 10: pictures of gaussian, d = 2")
        .contains("5 of 10: codes of gaussian, d = 2") // beside which the decoded planes stand
        .endsWith("9 of 10: writing");
  }

  /** Returns the width in pt of what LaTeX prints above a table. */
  private static double captionWidth(String latex) {
    return ComputerModern.words(
        "Table 1: " + StringUtils.substringBetween(latex, "\\caption{", "}\n"));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  @DisplayName("is not there, nor anything beside it, when the writer is interrupted at any task")
  void isWhollyAbsentWhenInterrupted() throws IOException {
    Path parent = Files.createDirectories(folder.resolve("interrupted"));
    for (String fatal : List.of("codes of gaussian, d = 2", "writing")) {
      Thread writer = Thread.currentThread();
      TaskListener listener =
          (task, done, total) -> {
            if (task.equals(fatal)) {
              writer.interrupt();
            }
          };
      try {
        assertThatThrownBy(() -> WRITER.write(report, parent.resolve("out"), List.of(), listener))
            .as(fatal)
            .isInstanceOf(CancellationException.class);
      } finally {
        Thread.interrupted();
      }
      assertThat(parent).isEmptyDirectory();
    }
  }

  @Test
  @DisplayName("has figures whose captions and descriptions say what the error bars are")
  void saysWhatErrorBarsAre() {
    String bars = "Error bars: one standard error";
    assertThat(elements("figcaption").stream().map(Element::getTextContent))
        .filteredOn(caption -> caption.contains(bars))
        .hasSize(5);
    assertThat(elements("desc").stream().map(Element::getTextContent))
        .anyMatch(words -> words.contains(bars) && words.contains("marginal KL 2.00 ± 0.12 (SE)"))
        .anyMatch(words -> words.contains("d = 2, vamp: 50 ± 23 % (SE)."));
  }

  @Test
  @DisplayName("is never one that somebody uses, and then nothing is written")
  void isNew() throws IOException {
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> WRITER.write(report, used, List.of(), TaskListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessage("out " + used + " is already used; name a new folder");
    assertThat(files(used)).containsOnlyKeys("mine.txt");
  }
}
