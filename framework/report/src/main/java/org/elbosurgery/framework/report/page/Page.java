package org.elbosurgery.framework.report.page;

import static org.elbosurgery.framework.table.PlainText.inHtml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.elbosurgery.framework.plot.Colour;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.table.HtmlTable;
import org.elbosurgery.framework.table.Typography;

/**
 * One self-contained page of HTML, without network access or scripts. All text from run folders is
 * escaped.
 */
public final class Page {

  private int figures;
  private int pictures;

  private Page() {}

  /**
   * Writes a page.
   *
   * @param title its heading
   * @param opening what it says before its sections
   * @param sections in their order
   */
  public static String of(String title, Opening opening, List<Section> sections) {
    Page page = new Page();
    String contents =
        sections.stream()
            .map(s -> "<li><a href=\"#%s\">%s</a></li>\n".formatted(s.id(), inHtml(s.title())))
            .collect(Collectors.joining());
    String body = sections.stream().map(page::html).collect(Collectors.joining());
    String sentences =
        paragraphs("finding", opening.findings())
            + paragraphs("answer", opening.answers())
            + paragraphs("note", opening.notes());
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header>
    <p class="kicker">ELBO Surgery</p>
    <h1>%s</h1>
    <div class="summary">
    %s</div>
    </header>
    <nav aria-label="Contents">
    <ol>
    %s</ol>
    </nav>
    <main id="content">
    %s</main>
    <footer>
    <p>Nats per data point unless a unit is given. ELBO = reconstruction − index-code mutual information − marginal KL
    (M. D. Hoffman, M. J. Johnson: ELBO surgery, 2016).</p>
    </footer>
    </body>
    </html>
    """
        .formatted(inHtml(title), style(), inHtml(title), sentences, contents, body);
  }

  private static String paragraphs(String kind, List<String> sentences) {
    return sentences.stream()
        .map(
            sentence ->
                "<p class=\"%s\">%s</p>\n".formatted(kind, inHtml(Typography.prose(sentence))))
        .collect(Collectors.joining());
  }

  private String html(Section section) {
    return """
    <section id="%s" aria-labelledby="%s-heading">
    <h2 id="%s-heading">%s</h2>
    %s</section>
    """
        .formatted(
            section.id(),
            section.id(),
            section.id(),
            inHtml(section.title()),
            html(section.blocks()));
  }

  private String html(List<Block> blocks) {
    return blocks.stream().map(this::html).collect(Collectors.joining());
  }

  private String html(Block block) {
    if (block instanceof Block.Words words) {
      return "<p>" + inHtml(words.text()) + "</p>\n";
    }
    if (block instanceof Block.Drawn drawn) {
      return html(drawn.figure());
    }
    if (block instanceof Block.Shown shown) {
      return html(shown.picture(), "picture small");
    }
    if (block instanceof Block.Abreast abreast) {
      return "<div>\n" + html(abreast.blocks()) + "</div>\n";
    }
    if (block instanceof Block.Tabled tabled) {
      return HtmlTable.of(tabled.table());
    }
    if (block instanceof Block.Gallery gallery) {
      return "<h3>"
          + inHtml(gallery.heading())
          + "</h3>\n<div class=\"pictures\">\n"
          + gallery.pictures().stream()
              .map(picture -> html(picture, "picture"))
              .collect(Collectors.joining())
          + "</div>\n";
    }
    if (block instanceof Block.Code code) {
      return "<pre><code>" + inHtml(String.join("\n", code.lines())) + "</code></pre>\n";
    }
    Block.Folded folded = (Block.Folded) block;
    return "<details>\n<summary>"
        + inHtml(folded.summary())
        + "</summary>\n"
        + html(folded.blocks())
        + "</details>\n";
  }

  private String html(Figure figure) {
    figures++;
    return """
    <figure id="figure-%s"%s>
    <div>
    %s
    </div>
    <figcaption><b>Figure %d.</b> %s. %s</figcaption>
    </figure>
    """
        .formatted(
            figure.name(),
            figure.isSmall() ? " class=\"small\"" : "",
            figure.element(),
            figures,
            inHtml(figure.title()),
            inHtml(Typography.withMinus(figure.note())));
  }

  private String html(Picture picture, String style) {
    pictures++;
    return """
    <figure id="picture-%d" class="%s">
    <img alt="%s" width="%d" height="%d" src="data:image/png;base64,%s"/>
    <figcaption>%s</figcaption>
    </figure>
    """
        .formatted(
            pictures,
            style,
            inHtml(picture.alternative()),
            picture.width(),
            picture.height(),
            picture.png(),
            inHtml(Typography.withMinus(picture.title())));
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return colours() + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String colours() {
    StringBuilder properties = new StringBuilder(":root {\n");
    for (Colour colour : Colour.values()) {
      properties.append(
          String.format(Locale.ROOT, "  %s: %s;%n", colour.property(), colour.literal()));
    }
    return properties.append("}\n").toString();
  }
}
