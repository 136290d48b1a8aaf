package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    Path target = target(page.file(), link);
    return target.startsWith(Page.PROJECT)
        && Files.exists(target)
        && (hash < 0 || Page.read(target).anchors().contains(link.substring(hash + 1)));
  }

  /** Returns the file that a relative link leads to. */
  private static Path target(Path file, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  @Test
  @DisplayName("reach every page from README.md")
  void reachEveryPage() {
    Map<Path, Page> pages =
        Page.all().stream().collect(Collectors.toMap(Page::file, Function.identity()));
    Set<Path> reached = new HashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(Page.PROJECT.resolve("README.md")));
    while (!open.isEmpty()) {
      Path file = open.remove();
      if (pages.containsKey(file) && reached.add(file)) {
        pages.get(file).links().forEach(link -> open.add(target(file, link)));
      }
    }

    assertThat(reached).containsExactlyInAnyOrderElementsOf(pages.keySet());
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
