package org.elbosurgery.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.BulletList;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/**
 * The pages in the order in which one page lists them.
 *
 * @param groups the entries by the sentence above each list
 */
record Navigation(Map<String, List<Entry>> groups) {

  /**
   * A page in the navigation.
   *
   * @param label its title
   * @param html where it is in the site
   */
  record Entry(String label, Path html) {}

  /**
   * Reads the lists of a page: each below the paragraph that names it, and the links of other
   * paragraphs at the end.
   */
  static Navigation of(Map<Path, MarkdownPage> pages, Path list) {
    Map<String, List<Entry>> groups = new LinkedHashMap<>();
    groups.put("", List.of(entry(pages.get(Path.of("README.md"))), entry(pages.get(list))));
    List<Entry> more = new ArrayList<>();
    Node first = pages.get(list).document().getFirstChild();
    for (Node node = first; node != null; node = node.getNext()) {
      if (node instanceof BulletList) {
        String name = MarkdownPage.text(node.getPrevious()).replaceFirst(":$", "");
        groups.put(name, entries(pages, list, node));
      } else if (node instanceof Paragraph) {
        more.addAll(entries(pages, list, node));
      }
    }
    groups.put("Contracts and decisions", more);
    return new Navigation(groups);
  }

  private static List<Entry> entries(Map<Path, MarkdownPage> pages, Path list, Node node) {
    return MarkdownPage.links(node).stream()
        .map(link -> list.resolveSibling(link.getDestination()).normalize())
        .filter(pages::containsKey)
        .map(file -> entry(pages.get(file)))
        .toList();
  }

  private static Entry entry(MarkdownPage page) {
    return new Entry(page.title(), page.html());
  }

  /** Returns the navigation as a page of the site shows it, which is marked in it. */
  String html(Path page) {
    StringBuilder html = new StringBuilder();
    groups.forEach(
        (name, entries) -> {
          html.append(name.isEmpty() ? "" : "<h2>" + Site.escape(name) + "</h2>\n");
          html.append("<ul>\n");
          for (Entry entry : entries) {
            html.append(
                "<li><a href=\"%s\"%s>%s</a></li>\n"
                    .formatted(
                        Site.escape(Site.relative(page, entry.html())),
                        entry.html().equals(page) ? " aria-current=\"page\"" : "",
                        Site.escape(entry.label())));
          }
          html.append("</ul>\n");
        });
    return html.toString();
  }
}
