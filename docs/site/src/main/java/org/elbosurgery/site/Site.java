package org.elbosurgery.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Writes the documentation as HTML that needs no server: every page where it is in the project,
 * with the navigation of {@code docs/README.md} and a search; what pages link to is there as well.
 */
public final class Site {

  private static final Path README = Path.of("README.md");
  private static final Path DOCS = Path.of("docs");
  private static final String FIGURES_AND_TABLES = ".*\\.(svg|png|html|csv|json|tex|txt)";

  private final Path project;
  private final Path out;
  private final String lunr;
  private final Layout layout;
  private final Map<Path, MarkdownPage> pages = new LinkedHashMap<>();
  private final Set<Path> assets = new LinkedHashSet<>();
  private final Set<Path> sources = new LinkedHashSet<>();
  private final Deque<Path> unwritten = new ArrayDeque<>();

  private Site(Path project, Path out, String lunr) throws IOException {
    this.project = project;
    this.out = out;
    this.lunr = "/META-INF/resources/webjars/lunr/" + lunr + "/lunr.js";
    pages.put(README, MarkdownPage.read(project, README));
    for (Path file : files(DOCS)) {
      if (file.toString().endsWith(".md")) {
        pages.put(file, MarkdownPage.read(project, file));
      } else if (file.toString().matches(FIGURES_AND_TABLES)
          && !file.toString().contains("/src/")) {
        assets.add(file);
      }
    }
    this.layout = new Layout(Navigation.of(pages, DOCS.resolve(README)));
  }

  /**
   * Writes the site.
   *
   * @param args the folder of the project, a folder for the site, and the version of Lunr
   * @throws IllegalStateException if a link leads nowhere; names all of these
   */
  public static void main(String[] args) throws IOException {
    new Site(Path.of(args[0]).toRealPath(), Path.of(args[1]).toAbsolutePath(), args[2]).write();
  }

  private void write() throws IOException {
    for (Path asset : assets) {
      Files.createDirectories(out.resolve(asset).getParent());
      Files.write(out.resolve(asset), Files.readAllBytes(project.resolve(asset)));
    }
    writeSearch();
    List<Path> written = new ArrayList<>();
    for (MarkdownPage page : pages.values()) {
      page.destinations(link -> html(page, link));
      written.add(write(page.html(), page.title(), page.body()));
    }
    while (!unwritten.isEmpty()) {
      written.add(writeSource(unwritten.remove()));
    }
    List<String> dead = new DeadLinks(out).in(written);
    if (!dead.isEmpty()) {
      throw new IllegalStateException("links that lead nowhere:\n  " + String.join("\n  ", dead));
    }
  }

  /** Returns the link of the site that corresponds to one of the project. */
  private String html(MarkdownPage page, String link) {
    if (link.startsWith("#") || link.matches("[a-z]+:.*")) {
      return link;
    }
    int end = link.indexOf('#') < 0 ? link.length() : link.indexOf('#');
    Path target = page.file().resolveSibling(link.substring(0, end)).normalize();
    return relative(page.html(), pageOf(target)) + link.substring(end);
  }

  private Path pageOf(Path target) {
    if (pages.containsKey(target)) {
      return pages.get(target).html();
    }
    if (assets.contains(target) || !Files.exists(project.resolve(target))) {
      return target;
    }
    if (sources.add(target)) {
      unwritten.add(target);
    }
    return Files.isDirectory(project.resolve(target))
        ? target.resolve("index.html")
        : target.resolveSibling(target.getFileName() + ".html");
  }

  /** Writes a source file, or the list of those in a folder. */
  private Path writeSource(Path source) throws IOException {
    Path html = pageOf(source);
    StringBuilder body = new StringBuilder("<h1>" + escape(source.toString()) + "</h1>\n");
    if (Files.isDirectory(project.resolve(source))) {
      body.append("<ul>\n");
      for (Path file : files(source)) {
        String name = escape(source.relativize(file).toString());
        String link = escape(relative(html, pageOf(file)));
        body.append("<li><a href=\"" + link + "\">" + name + "</a></li>\n");
      }
      body.append("</ul>\n");
    } else {
      String text = Files.readString(project.resolve(source));
      body.append("<pre><code>" + escape(text) + "</code></pre>\n");
    }
    return write(html, source.getFileName().toString(), body.toString());
  }

  private Path write(Path html, String title, String body) throws IOException {
    Files.createDirectories(out.resolve(html).toAbsolutePath().getParent());
    return Files.writeString(out.resolve(html), layout.page(html, title, body));
  }

  private void writeSearch() throws IOException {
    List<Map<String, String>> index = new ArrayList<>();
    for (MarkdownPage page : pages.values()) {
      for (MarkdownPage.Section section : page.sections()) {
        index.add(
            Map.of(
                "link", page.html() + "#" + section.anchor(),
                "page", page.title(),
                "title", section.title(),
                "text", section.text()));
      }
    }
    Path folder = Files.createDirectories(out.resolve("assets"));
    // A script, because a browser reads no other file from a page that is itself a file.
    String json = new ObjectMapper().writeValueAsString(index);
    Files.writeString(folder.resolve("search-index.js"), "const SECTIONS = " + json + ";\n");
    for (String name : List.of("site.css", "search.js")) {
      Files.write(folder.resolve(name), resource(name));
    }
    Files.write(folder.resolve("lunr.js"), resource(lunr));
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Returns the files below a folder of the project that belong to it, in order. */
  private List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(project.resolve(folder))) {
      return all.filter(Files::isRegularFile)
          .map(project::relativize)
          .filter(file -> !(file + "/").contains("target/"))
          .sorted()
          .toList();
    }
  }

  /** Returns the link from one page of the site to another. */
  static String relative(Path from, Path to) {
    Path folder = from.getParent() == null ? Path.of("") : from.getParent();
    return folder.relativize(to).toString().replace('\\', '/');
  }

  static String escape(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
