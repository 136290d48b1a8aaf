package org.elbosurgery.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of the documentation.
 *
 * @param file where its Markdown is, from the top of the project
 * @param document its Markdown
 */
record MarkdownPage(Path file, Node document) {

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();

  static MarkdownPage read(Path project, Path file) throws IOException {
    return new MarkdownPage(file, PARSER.parse(Files.readString(project.resolve(file))));
  }

  /** Returns where the page is in the site. */
  Path html() {
    return html(file);
  }

  /** Returns where a page is in the site: beside where it is in the project. */
  static Path html(Path markdown) {
    String name = markdown.getFileName().toString();
    return markdown.resolveSibling(
        name.equals("README.md") ? "index.html" : name.replaceFirst("\\.md$", ".html"));
  }

  /** Returns its first heading, or the name of its file. */
  String title() {
    return sections().stream()
        .findFirst()
        .map(Section::title)
        .orElse(file.getFileName().toString());
  }

  /** Changes where links lead, and where images are. */
  void destinations(UnaryOperator<String> change) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(change.apply(link.getDestination()));
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            image.setDestination(change.apply(image.getDestination()));
          }
        });
  }

  /** Returns the links in a part of a page. */
  static List<Link> links(Node part) {
    List<Link> links = new ArrayList<>();
    part.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link);
          }
        });
    return links;
  }

  /** Returns the text in parts, each below one heading. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    IdGenerator ids = IdGenerator.builder().build();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      String text = text(node);
      if (node instanceof Heading) {
        sections.add(new Section(ids.generateId(text), text, ""));
      } else if (!sections.isEmpty()) {
        sections.add(sections.remove(sections.size() - 1).with(text));
      }
    }
    return sections;
  }

  /** Returns the words of a part of a page, without what marks them up and where links lead. */
  static String text(Node part) {
    StringBuilder text = new StringBuilder();
    part.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text words) {
            text.append(words.getLiteral());
          }

          @Override
          public void visit(Code code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(FencedCodeBlock code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(IndentedCodeBlock code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak end) {
            text.append(' ');
          }

          @Override
          public void visit(Paragraph paragraph) {
            visitChildren(paragraph);
            text.append('\n');
          }

          @Override
          public void visit(CustomNode cell) {
            visitChildren(cell);
            text.append(' ');
          }
        });
    return text.toString().strip();
  }

  /** Returns its body as HTML. */
  String body() {
    return HTML.render(document);
  }

  /**
   * A heading and what is below it.
   *
   * @param anchor what links name it by
   * @param title the heading
   * @param text what follows, to the next heading
   */
  record Section(String anchor, String title, String text) {

    private Section with(String more) {
      return new Section(anchor, title, (text + "\n" + more).strip());
    }
  }
}
