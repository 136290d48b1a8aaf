package org.elbosurgery.framework.report.page;

import java.util.List;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.table.Table;

/** An element of a section of a report. */
public sealed interface Block {

  /** A paragraph of words. */
  record Words(String text) implements Block {}

  /** A figure. */
  record Drawn(Figure figure) implements Block {}

  /** A table. */
  record Tabled(Table table) implements Block {}

  /** A picture of data among small figures. */
  record Shown(Picture picture) implements Block {}

  /** Small figures and pictures of one model, abreast where there is room. */
  record Abreast(List<Block> blocks) implements Block {}

  /** Pictures of data under a heading. */
  record Gallery(String heading, List<Picture> pictures) implements Block {}

  /** Commands or code, line by line. */
  record Code(List<String> lines) implements Block {}

  /** Blocks that are shown on demand. */
  record Folded(String summary, List<Block> blocks) implements Block {}

  /** Returns a paragraph for each sentence, which has no full stop yet. */
  static List<Block> paragraphs(List<String> sentences) {
    return sentences.stream().<Block>map(sentence -> new Words(sentence + ".")).toList();
  }
}
