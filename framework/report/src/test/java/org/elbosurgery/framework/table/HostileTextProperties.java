package org.elbosurgery.framework.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Texts of users, such as names of folders and of options, become words of a table, never more. */
@Label("A table of hostile texts")
final class HostileTextProperties {

  /** All that LatexTables writes by itself, and the escapes of single characters. */
  private static final Set<String> COMMANDS =
      Set.of(
          "\\usepackage",
          "\\begin",
          "\\end",
          "\\centering",
          "\\caption",
          "\\label",
          "\\footnotesize",
          "\\setlength",
          "\\tabcolsep",
          "\\par",
          "\\smallskip",
          "\\parbox",
          "\\shortstack",
          "\\linewidth",
          "\\toprule",
          "\\midrule",
          "\\bottomrule",
          "\\pm",
          "\\times",
          "\\textbackslash",
          "\\textasciitilde",
          "\\textasciicircum",
          "\\textless",
          "\\textgreater",
          "\\textbar");

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> fragments =
        Arbitraries.of(
            "<script>alert(1)</script>",
            "</td></table>",
            "<img src=x onerror=alert(1)>",
            "<!--",
            "]]>",
            "&lt;",
            "&#60;",
            "javascript:",
            "\" onmouseover=\"x",
            "'",
            "\\input{/etc/passwd}",
            "\\write18{ls}",
            "\\\\",
            "\\end{table}",
            "\\catcode`",
            "^^5c",
            "$",
            "%",
            "#",
            "~",
            "_",
            "{",
            "}",
            "|",
            "\"",
            "\n",
            "\r\n",
            "é",
            "±",
            "😀",
            "\u0000",
            "\u001b[2J",
            "\ud83d",
            "\u202e",
            "[2em]",
            "*",
            "mixture");
    return fragments.list().ofMinSize(1).ofMaxSize(6).map(parts -> String.join("", parts));
  }

  private static Table table(String caption, String heading, String cell, String note) {
    return new Table(
        "hostile",
        caption,
        List.of(new Column(heading), new Column("ELBO")),
        List.of(List.of(new Entry.Text(cell), new Entry.Measured(-1.5, 0.25))),
        List.of(note));
  }

  @Property(seed = "7", tries = 300)
  @Label("in HTML has no element or attribute of theirs, and shows them as they are")
  void html(
      @ForAll("texts") String caption,
      @ForAll("texts") String heading,
      @ForAll("texts") String cell,
      @ForAll("texts") String note)
      throws Exception {
    String page = "<page>" + HtmlTable.of(table(caption, heading, cell, note)) + "</page>";
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();

    NodeList elements = root.getElementsByTagName("*");
    Set<String> names = new TreeSet<>();
    Set<String> attributes = new TreeSet<>();
    for (int i = 0; i < elements.getLength(); i++) {
      names.add(elements.item(i).getNodeName());
      for (int j = 0; j < elements.item(i).getAttributes().getLength(); j++) {
        attributes.add(elements.item(i).getAttributes().item(j).getNodeName());
      }
    }
    assertThat(names)
        .containsExactly(
            "caption", "div", "p", "span", "table", "tbody", "td", "th", "thead", "tr");
    assertThat(attributes).containsExactly("aria-labelledby", "class", "id", "role", "scope");
    Element body = (Element) root.getElementsByTagName("tbody").item(0);
    Node shown = body.getElementsByTagName("th").item(0);
    assertThat(lines(shown.getTextContent())).isEqualTo(lines(PlainText.of(cell)));
  }

  /** XML knows one end of a line, and a table may set it as a blank. */
  private static String lines(String text) {
    return text.replaceAll("\\R", " ");
  }

  @Property(seed = "8", tries = 300)
  @Label("in LaTeX has no command of theirs, no mathematics, no comment, and as many rows")
  void latex(
      @ForAll("texts") String caption,
      @ForAll("texts") String heading,
      @ForAll("texts") String cell,
      @ForAll("texts") String note) {
    String latex = TableFormat.LATEX.of(List.of(table(caption, heading, cell, note)));

    assertThat(commands(latex)).isSubsetOf(COMMANDS);
    String bare = latex.replace("\\\\", "").replaceAll("\\\\[{}$&#%_]", "");
    assertThat(bare.chars().filter(c -> c == '%')).as("comments").hasSize(1); // the first line
    assertThat(bare.replace("$\\pm$", "").chars().filter(c -> c == '$')).hasSize(2);
    List<String> lines = latex.lines().toList();
    int headings = lines.indexOf("    \\midrule") - lines.indexOf("    \\toprule") - 1;
    assertThat(headings).isBetween(1, 1 + heading.split("\\s", -1).length);
    assertThat(bare.chars().filter(c -> c == '&')).as("cells beside others").hasSize(headings + 1);
    assertThat(bare).doesNotContain("^^", "#", "~");
    assertThat(lines).hasSize(17 + headings);
  }

  private static Set<String> commands(String latex) {
    return Pattern.compile("\\\\[A-Za-z]+")
        .matcher(latex.replace("\\\\", ""))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
