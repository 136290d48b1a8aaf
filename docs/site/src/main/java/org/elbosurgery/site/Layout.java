package org.elbosurgery.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What every page of the site has around its text. */
final class Layout {

  private final Navigation navigation;
  private final String template;

  Layout(Navigation navigation) throws IOException {
    this.navigation = navigation;
    this.template = new String(Site.resource("page.html"), StandardCharsets.UTF_8);
  }

  /**
   * Returns a page.
   *
   * @param html where it will be in the site
   * @param title the words of the browser's tab
   * @param body its text, as HTML
   */
  String page(Path html, String title, String body) {
    return template
        .replace("{{title}}", Site.escape(title))
        .replace("{{top}}", "../".repeat(html.getNameCount() - 1))
        .replace("{{navigation}}", navigation.html(html))
        .replace("{{body}}", body);
  }
}
