package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFolder;

/** {@code --only}: which cells of a sweep a process runs; without the option, every one. */
@FunctionalInterface
interface CellChoice {

  /** The option. */
  OptionDescriptor OPTION =
      new OptionDescriptor(
          "only",
          "run only this share of the cells, or those that have failed",
          "share",
          Share.RANGE + ", or failed",
          "every cell",
          Decides.EXECUTION);

  /**
   * Returns the cells, in order.
   *
   * @param folder the folder of the sweep, which need not exist unless failed cells are asked for
   * @throws ElboException USER if it has to exist and does not
   */
  List<Cell> of(Sweep sweep, Path folder);

  /**
   * Returns the choice that a user gave, if any.
   *
   * @throws ElboException USER if it is none
   */
  static CellChoice of(Arguments arguments) {
    String text = arguments.values().get(OPTION.name());
    if (text == null) {
      return (sweep, folder) -> sweep.cells();
    }
    if (text.equals("failed")) {
      return CellChoice::failed;
    }
    Share share =
        Share.of(text)
            .orElseThrow(
                () ->
                    ElboException.user(
                        "only must be a share, "
                            + Share.RANGE
                            + ", or failed, not "
                            + Quotation.of(text)));
    return (sweep, folder) -> cells(share, sweep.cells());
  }

  /**
   * Returns every count-th cell from the number-th on, so that the sizes of shares differ by one at
   * most.
   */
  private static List<Cell> cells(Share share, List<Cell> cells) {
    return IntStream.range(0, cells.size())
        .filter(i -> i % share.count() == share.number() - 1)
        .mapToObj(cells::get)
        .toList();
  }

  private static List<Cell> failed(Sweep sweep, Path path) {
    SweepFolder folder = SweepFolder.open(path);
    return sweep.cells().stream()
        .filter(cell -> folder.status(cell).state() == State.FAILED)
        .toList();
  }
}
