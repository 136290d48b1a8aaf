package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The links of a page")
final class LinksTest {

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  @DisplayName("lead to files and headings that exist")
  void leadSomewhere(Page page) {
    List<String> dead = page.links().stream().filter(link -> !leads(page, link)).toList();

    assertThat(dead).as("dead links of %s", page).isEmpty();
  }

  /** Links to other sites are not followed: a build needs no network. */
  private static boolean leads(Page page, String link) {
    if (link.startsWith("https://")) {
      return true;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    return target.startsWith(Page.PROJECT)
        && Files.exists(target)
        && (hash < 0 || Page.read(target).anchors().contains(link.substring(hash + 1)));
  }

  @Test
  @DisplayName("reach every page from docs/README.md")
  void reachEveryPage() {
    Path map = Page.PROJECT.resolve("docs/README.md");
    List<Path> reached =
        Page.read(map).links().stream()
            .filter(link -> link.endsWith(".md"))
            .map(link -> map.resolveSibling(link).normalize())
            .toList();
    List<Path> guides =
        Page.all().stream()
            .map(Page::file)
            .filter(file -> file.getParent().equals(map.getParent()) && !file.equals(map))
            .toList();

    assertThat(reached).containsAll(guides);
  }

  @Test
  @DisplayName("are seen: a page has the links, anchors and code that are in it")
  void areSeen() {
    Page concepts = Page.read(Page.PROJECT.resolve("docs/concepts.md"));

    assertThat(concepts.links()).contains("#the-published-reference");
    assertThat(concepts.anchors())
        .contains("saturation-at-log-n", "what-is-exact-and-to-which-error");
    assertThat(leads(concepts, "no-such-page.md")).isFalse();
    assertThat(leads(concepts, "#no-such-heading")).isFalse();
    assertThat(leads(concepts, "embedding.md#an-experiment")).isTrue();
  }
}
