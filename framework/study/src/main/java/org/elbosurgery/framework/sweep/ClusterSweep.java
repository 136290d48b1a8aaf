package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.cluster.SameBits;
import org.elbosurgery.framework.experiment.RunStatus.State;

/**
 * Runs the missing cells of a sweep on the machines of a cluster, as {@link SweepRunner} does on
 * one: each in a process of its own, in the folder, which all machines share.
 *
 * @param settings how often a cell is tried, with which plugins, and how its process is started;
 *     how many at a time is the cluster's
 */
public record ClusterSweep(SweepRunner settings) {

  /**
   * Runs cells of a sweep to their ends. A cell that is done is left unchanged.
   *
   * @param cluster the machines
   * @param folder the folder of the sweep
   * @param cells the cells to run
   * @param listener receives the progress, as the folder shows it
   * @return the status of each cell, in order: done or failed
   * @throws ElboException USER if a machine does not see the folder, or would compute other bits
   * @throws InterruptedException if this thread is interrupted; every running cell has written a
   *     checkpoint, and the same call continues from there
   */
  public List<CellStatus> run(
      Cluster cluster, SweepFolder folder, List<Cell> cells, SweepListener listener)
      throws InterruptedException {
    SweepWatch watch = new SweepWatch(folder, cells, listener);
    watch.look();
    List<Cell> left =
        cells.stream().filter(cell -> folder.status(cell).state() != State.DONE).toList();
    List<ArrayList<String>> warnings =
        cluster.run(
            left.stream().map(cell -> onCluster(cell, folder)).toList(),
            (done, total) -> watch.look());
    for (int i = 0; i < left.size(); i++) {
      Cell cell = left.get(i);
      warnings.get(i).forEach(warning -> listener.warned(cell, warning));
    }
    watch.end();
    return cells.stream().map(folder::status).toList();
  }

  private CellOnCluster onCluster(Cell cell, SweepFolder folder) {
    return new CellOnCluster(
        folder.path().toAbsolutePath().toString(),
        cell.key(),
        settings.retries(),
        settings.pluginFolder().map(Path::toAbsolutePath).map(Path::toString).orElse(""),
        new ArrayList<>(settings.java().options()),
        SameBits.here());
  }
}
