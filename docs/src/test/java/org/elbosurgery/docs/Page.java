package org.elbosurgery.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param links where its links lead, as written
 * @param anchors the names of its headings, as links name them after {@code #}
 * @param code its fenced blocks of code
 */
record Page(Path file, List<String> links, Set<String> anchors, List<Code> code) {

  /** The project's own folder: tests run in that of their module. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  /**
   * A fenced block.
   *
   * @param language as the fence names it
   * @param text the code
   * @param comment the HTML comment right above the fence; empty if there is none
   */
  record Code(String language, String text, String comment) {}

  /** Returns README.md and everything under docs. */
  static List<Page> all() {
    try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      Stream<Path> pages =
          docs.filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !PROJECT.relativize(file).toString().contains("/target/"));
      return Stream.concat(Stream.of(PROJECT.resolve("README.md")), pages.sorted())
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page read(Path file) {
    List<String> links = new ArrayList<>();
    Set<String> anchors = new LinkedHashSet<>();
    List<Code> code = new ArrayList<>();
    IdGenerator ids = IdGenerator.builder().build();
    TextContentRenderer text = TextContentRenderer.builder().build();
    AbstractVisitor reader =
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
          }

          @Override
          public void visit(Heading heading) {
            anchors.add(ids.generateId(text.render(heading)));
            visitChildren(heading);
          }

          @Override
          public void visit(FencedCodeBlock block) {
            String comment =
                block.getPrevious() instanceof HtmlBlock html ? html.getLiteral().strip() : "";
            code.add(new Code(block.getInfo(), block.getLiteral(), comment));
          }
        };
    Node document = Parser.builder().build().parse(content(file));
    document.accept(reader);
    return new Page(file, links, anchors, code);
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names the page from the project's folder. */
  @Override
  public String toString() {
    return PROJECT.relativize(file).toString();
  }
}
