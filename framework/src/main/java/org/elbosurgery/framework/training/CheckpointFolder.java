package org.elbosurgery.framework.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;

/**
 * A folder that keeps the last two snapshots of a run: {@code step-00000469.npz} with all arrays
 * and {@code step-00000469.npz.sha256} with its digest, written last. A snapshot without a digest
 * never existed; one that differs from its digest is damaged, and never silently passed over.
 */
public final class CheckpointFolder implements SnapshotStore {

  private static final int KEPT = 2;

  /** Names of the same length are ordered as their numbers are. */
  private static final Comparator<Path> BY_STEP =
      Comparator.comparingInt((Path file) -> file.getFileName().toString().length())
          .thenComparing(file -> file.getFileName().toString());

  private static final String DIGEST = ".sha256";

  private static final long LONGEST_DIGEST = 100;

  private final Path folder;

  /** Names a folder; it is made when the first snapshot is saved. */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void save(TrainingSnapshot snapshot) {
    if (Files.isSymbolicLink(folder)) {
      throw ElboException.user(
          folder
              + " is a symbolic link, and old checkpoints are deleted from where they are; "
              + "put the folder itself in its place");
    }
    try {
      Files.createDirectories(folder);
      Path file =
          folder.resolve(
              String.format(Locale.ROOT, "step-%08d.npz", snapshot.progress().iteration()));
      Files.deleteIfExists(digestOf(file)); // a file under way is no snapshot
      Npz.write(file, SnapshotArrays.of(snapshot));
      byte[] digest = (Sha256.of(file) + "\n").getBytes(StandardCharsets.US_ASCII);
      AtomicFile.write(digestOf(file), out -> out.write(digest));
      List<Path> all = snapshots();
      for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
        Files.deleteIfExists(digestOf(old));
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    }
  }

  /**
   * Reads the newest snapshot.
   *
   * @return empty if none was ever saved
   * @throws ElboException USER if it is damaged; the message names it and the one before it
   */
  public Optional<TrainingSnapshot> newest() {
    List<Path> all = snapshots();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Path newest = all.get(0);
    if (isWhole(newest)) {
      Map<String, NpyArray> arrays = Npz.read(newest);
      try {
        return Optional.of(SnapshotArrays.snapshot(arrays));
      } catch (ElboException e) { // of one whose digest was made to fit
        throw e.in(newest.toString());
      }
    }
    String advice =
        all.stream()
            .skip(1)
            .filter(CheckpointFolder::isWhole)
            .findFirst()
            .map(
                before ->
                    "; delete it to go on from the one before it, "
                        + before.getFileName()
                        + ", which is whole")
            .orElse("; there is no whole one before it, so start the run anew");
    throw ElboException.user(
        "checkpoint " + newest + " is damaged: it differs from its SHA-256" + advice);
  }

  /**
   * Returns the SHA-256 that was written with the newest snapshot, in 64 hexadecimal digits.
   *
   * @return empty if none was ever saved
   * @throws ElboException USER if it cannot be read
   */
  public Optional<String> newestSha256() {
    return snapshots().stream().findFirst().map(CheckpointFolder::writtenDigest);
  }

  private static boolean isWhole(Path file) {
    return writtenDigest(file).equals(Sha256.of(file));
  }

  private static String writtenDigest(Path file) {
    try (UntrustedInput in = UntrustedInput.open(digestOf(file))) {
      byte[] text = in.take(Math.min(in.remaining(), LONGEST_DIGEST), "digest");
      return new String(text, StandardCharsets.ISO_8859_1).strip();
    }
  }

  private static Path digestOf(Path file) {
    return file.resolveSibling(file.getFileName() + DIGEST);
  }

  /** Returns the snapshots that were written to the end, the newest first. */
  private List<Path> snapshots() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("step-[0-9]{8,}\\.npz"))
          .filter(file -> Files.exists(digestOf(file)))
          .sorted(BY_STEP.reversed())
          .toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
  }
}
