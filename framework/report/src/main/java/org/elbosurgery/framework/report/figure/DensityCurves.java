package org.elbosurgery.framework.report.figure;

import java.util.List;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Format;
import org.elbosurgery.framework.plot.Layer;
import org.elbosurgery.framework.plot.Plot;

/** Curves of the densities of q(z) and p(z) of one dimension, in several panels. */
final class DensityCurves {

  /** The height of what is beside the panels: the axis, its title and the legend. */
  private static final int MARGINS = 80;

  private DensityCurves() {}

  /**
   * Draws curves in the columns {@code z}, {@code density} and {@code which}.
   *
   * @param panel the column that tells panels apart
   * @param panels its values in order
   */
  static Drawing draw(Plot plot, String panel, List<String> panels, int perRow, int panelHeight) {
    int rows = (panels.size() + perRow - 1) / perRow;
    return plot.add(
            Layer.of("line")
                .show("x", "z")
                .show("y", "density")
                .show("color", "which")
                .show("linetype", "which")
                .with("size", 1))
        .values("color", "", DensityGrid.BOTH, DensityGrid.COLOURS)
        .values("linetype", "", DensityGrid.BOTH, List.of("solid", "dashed"))
        .axis("y", "")
        .wrap(panel, panels, perRow, "fixed")
        .theme("axis_text_y", "blank")
        .theme("panel_grid_major_y", "blank")
        .draw(Format.NARROW.width(), rows * panelHeight + MARGINS);
  }
}
