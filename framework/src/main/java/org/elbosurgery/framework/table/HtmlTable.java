package org.elbosurgery.framework.table;

import java.util.List;
import org.apache.commons.text.StringEscapeUtils;

/** A table as an element of a page, for eyes and for screen readers, narrow or wide. */
public final class HtmlTable {

  private static final CellText CELLS = new CellText("–", " ± ");

  private HtmlTable() {}

  /** Returns the table inside a region that scrolls by itself where the page is narrow. */
  public static String of(Table table) {
    String name = "table-" + table.name();
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"")
        .append(name)
        .append("-caption\">\n<table id=\"")
        .append(name)
        .append("\">\n<caption id=\"")
        .append(name)
        .append("-caption\">")
        .append(escaped(table.caption()))
        .append(".</caption>\n<thead><tr>");
    for (int i = 0; i < table.columns().size(); i++) {
      html.append("<th scope=\"col\"")
          .append(table.isText(i) ? ">" : " class=\"number\">")
          .append(escaped(table.columns().get(i).heading()))
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    table.rows().forEach(row -> append(html, table, row));
    html.append("</tbody>\n</table>\n</div>\n");
    table
        .notes()
        .forEach(note -> html.append("<p class=\"note\">").append(escaped(note)).append("</p>\n"));
    return html.toString();
  }

  private static void append(StringBuilder html, Table table, List<Cell> row) {
    html.append("<tr><th scope=\"row\">").append(escaped(CELLS.of(row.get(0)))).append("</th>");
    for (int i = 1; i < row.size(); i++) {
      html.append(table.isText(i) ? "<td>" : "<td class=\"number\">")
          .append(cell(row.get(i)))
          .append("</td>");
    }
    html.append("</tr>\n");
  }

  /** Numbers have the minus sign of typography. */
  private static String cell(Cell cell) {
    String text = escaped(CELLS.of(cell));
    return cell instanceof Cell.Text ? text : text.replace('-', '−');
  }

  private static String escaped(String text) {
    return StringEscapeUtils.escapeXml11(text);
  }
}
