package org.elbosurgery.framework.table;

import static org.elbosurgery.framework.table.PlainText.inHtml;

import java.util.List;
import org.elbosurgery.framework.number.NumberText;

/** A table as an element of a page, for screens of any width and for screen readers. */
public final class HtmlTable {

  private static final EntryText CELLS = new EntryText("–", NumberText.PLUS_MINUS);

  private static final int LONG = 40;

  private HtmlTable() {}

  /** Returns the table inside a region that scrolls separately if the page is narrow. */
  public static String of(Table whole) {
    Table table = whole.forPeople();
    String name = "table-" + table.name();
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" role=\"region\" aria-labelledby=\"")
        .append(name)
        .append("-caption\">\n<table id=\"")
        .append(name)
        .append("\">\n<caption id=\"")
        .append(name)
        .append("-caption\"><span>")
        .append(inHtml(Typography.withMinus(table.caption())))
        .append(".</span></caption>\n<thead><tr>");
    for (int i = 0; i < table.columns().size(); i++) {
      html.append("<th scope=\"col\"")
          .append(table.isText(i) ? ">" : " class=\"number\">")
          .append(inHtml(table.columns().get(i).heading()))
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    table.rows().forEach(row -> append(html, table, row));
    html.append("</tbody>\n</table>\n</div>\n");
    table
        .notes()
        .forEach(
            note ->
                html.append("<p class=\"note\">")
                    .append(inHtml(Typography.withMinus(note)))
                    .append("</p>\n"));
    return html.toString();
  }

  private static void append(StringBuilder html, Table table, List<Entry> row) {
    html.append("<tr><th scope=\"row\">").append(inHtml(row.get(0).text(CELLS))).append("</th>");
    for (int i = 1; i < row.size(); i++) {
      html.append(table.isText(i) ? text(row.get(i)) : "<td class=\"number\">")
          .append(cell(row.get(i)))
          .append("</td>");
    }
    html.append("</tr>\n");
  }

  /** Returns the start of a cell of text, whose lines break if it is long. */
  private static String text(Entry cell) {
    return cell.text(CELLS).length() > LONG ? "<td class=\"long\">" : "<td>";
  }

  /** Returns the text of a cell, in which numbers have a typographic minus sign. */
  private static String cell(Entry cell) {
    String text = inHtml(cell.text(CELLS));
    return cell.isText() ? text : text.replace('-', '−');
  }
}
