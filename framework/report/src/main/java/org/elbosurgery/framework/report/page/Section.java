package org.elbosurgery.framework.report.page;

import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.table.Table;

/**
 * A section of a report.
 *
 * @param id in kebab case, for links
 * @param title its heading
 * @param blocks its content
 */
public record Section(String id, String title, List<Block> blocks) {

  /** Returns all figures, including folded ones. */
  public List<Figure> figures() {
    return unfolded(blocks)
        .filter(Block.Drawn.class::isInstance)
        .map(block -> ((Block.Drawn) block).figure())
        .toList();
  }

  /** Returns all tables, including folded ones. */
  public List<Table> tables() {
    return unfolded(blocks)
        .filter(Block.Tabled.class::isInstance)
        .map(block -> ((Block.Tabled) block).table())
        .toList();
  }

  private static Stream<Block> unfolded(List<Block> blocks) {
    return blocks.stream().flatMap(Section::unfolded);
  }

  private static Stream<Block> unfolded(Block block) {
    if (block instanceof Block.Folded folded) {
      return unfolded(folded.blocks());
    }
    return block instanceof Block.Abreast abreast ? unfolded(abreast.blocks()) : Stream.of(block);
  }
}
