package org.elbosurgery.framework.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.Npz;

/**
 * The last two snapshots of a run, {@code checkpoint/step-00000469.npz} with all arrays, in a
 * folder whose files are checked. An incompletely written snapshot does not count; a damaged one is
 * never skipped silently.
 */
public final class CheckpointFolder implements SnapshotStore {

  private static final int KEPT = 2;
  private static final String PREFIX = CheckedFolder.CHECKPOINT + "/";

  /** Orders names by their numbers, which agrees with the order of names of the same length. */
  private static final Comparator<String> BY_STEP =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final CheckedFolder folder;

  /** Keeps snapshots in the folder of a run. */
  public CheckpointFolder(CheckedFolder folder) {
    this.folder = folder;
  }

  @Override
  public void save(TrainingSnapshot snapshot) {
    folder.write(
        String.format(Locale.ROOT, "%sstep-%08d.npz", PREFIX, snapshot.progress().iteration()),
        Npz.content(SnapshotArrays.of(snapshot)));
    Set<String> kept = snapshots().stream().limit(KEPT).collect(Collectors.toSet());
    listed().filter(name -> !kept.contains(name)).forEach(folder::delete);
  }

  /**
   * Reads the newest snapshot.
   *
   * @return the snapshot; empty if none was ever saved
   * @throws ElboException USER if it is damaged, naming it and the snapshot before it
   */
  public Optional<TrainingSnapshot> newest() {
    List<String> all = snapshots();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String newest = all.get(0);
    Optional<Path> whole = whole(newest);
    if (whole.isPresent()) {
      return whole.map(CheckpointFolder::read);
    }
    String advice =
        all.stream()
            .skip(1)
            .filter(name -> whole(name).isPresent())
            .findFirst()
            .map(
                before ->
                    "; delete it to continue from the one before it, "
                        + before.substring(PREFIX.length())
                        + ", which is intact")
            .orElse("; there is no intact one before it, so start a new run");
    throw ElboException.user(
        "checkpoint "
            + folder.path().resolve(newest)
            + " is damaged: it differs from its SHA-256"
            + advice);
  }

  /**
   * Returns the SHA-256 that was recorded for the newest snapshot, in 64 hexadecimal digits.
   *
   * @return the digest; empty if no snapshot was ever saved
   * @throws ElboException USER if it cannot be read
   */
  public Optional<String> newestSha256() {
    return snapshots().stream().findFirst().flatMap(folder::sha256);
  }

  private Optional<Path> whole(String name) {
    try {
      return folder.find(name);
    } catch (ElboException e) {
      return Optional.empty();
    }
  }

  private static TrainingSnapshot read(Path file) {
    NamedArrays arrays = NamedArrays.read(file);
    try {
      return SnapshotArrays.snapshot(arrays);
    } catch (IllegalArgumentException e) { // of a snapshot whose digest was forged to match
      throw ElboException.user(file + " is no checkpoint: " + e.getMessage(), e);
    }
  }

  /** Returns the completely written snapshots that exist, the newest first. */
  private List<String> snapshots() {
    return listed()
        .filter(name -> Files.exists(folder.path().resolve(name)))
        .sorted(BY_STEP.reversed())
        .toList();
  }

  private Stream<String> listed() {
    return folder.names().stream().filter(name -> name.matches(PREFIX + "step-[0-9]{8,}\\.npz"));
  }
}
