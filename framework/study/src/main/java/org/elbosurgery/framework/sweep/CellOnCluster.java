package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.Piece;
import org.elbosurgery.framework.cluster.SameBits;
import org.elbosurgery.framework.cluster.Site;
import org.elbosurgery.framework.process.JavaProcess;

/**
 * A cell of a sweep for a machine of a cluster, which runs it in a process of its own, in the
 * folder that all machines share. The result is the warnings meanwhile; everything else is in the
 * folder.
 *
 * @param folder the folder of the sweep, absolute
 * @param key of the cell
 * @param retries as in {@link SweepRunner}
 * @param plugins the folder with further plugins, absolute; empty if there is none
 * @param options of the JVM of its process
 * @param same what the machine has to have
 */
record CellOnCluster(
    String folder,
    String key,
    int retries,
    String plugins,
    ArrayList<String> options,
    SameBits same)
    implements Piece<ArrayList<String>> {

  @Override
  public ArrayList<String> run(Site site) throws InterruptedException {
    same.requireOfProcesses(site);
    Path path = Path.of(folder);
    if (!SweepFolder.isAt(path)) {
      throw ElboException.user(
          "%s sees no sweep in %s; --out is a folder that all machines see under the same path"
              .formatted(site.name(), path));
    }
    SweepFolder sweep = SweepFolder.open(path);
    ArrayList<String> warnings = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void warned(Cell cell, String warning) {
            warnings.add(warning);
          }
        };
    new SweepRunner(
            1,
            retries,
            Optional.of(plugins).filter(given -> !given.isEmpty()).map(Path::of),
            new JavaProcess(options, site.classPath()))
        .run(sweep, List.of(cell(sweep.sweep())), listener);
    return warnings;
  }

  private Cell cell(Sweep sweep) {
    return sweep.cells().stream()
        .filter(cell -> cell.key().equals(key))
        .findFirst()
        .orElseThrow(() -> ElboException.internal("no cell " + key + " in " + folder, null));
  }
}
