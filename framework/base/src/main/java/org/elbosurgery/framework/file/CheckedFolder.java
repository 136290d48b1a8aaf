package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Manifest.Change;
import org.elbosurgery.framework.problem.Problems;

/**
 * A folder whose files are verified by their SHA-256, which a {@link Manifest} in the folder lists.
 * The content of a file is used only after it is found to be, bit for bit, what was written.
 *
 * <p>A file is changed in three steps: the manifest is rewritten to allow the new digest as well as
 * the old one; the file is renamed to its final name or deleted; the manifest is rewritten with the
 * new digest alone. If a writer is killed, the files it leaves therefore agree with the manifest,
 * and a concurrent reader sees either the old or the new file. There is one writer at a time: the
 * caller holds the folder's {@link FolderLock}.
 *
 * <p>The same holds after a power cut, in whatever order the system writes its caches: the content
 * of a file or manifest is flushed to the disk before it gets its name, the folder after the
 * manifest has announced a change, and the file's folder after the change, before the manifest is
 * settled. That makes five flushes for a file that is written and four for one that is deleted. The
 * name of the settled manifest is flushed only with the next change, since the manifest before it
 * allows the same files.
 */
public final class CheckedFolder {

  /** The only subfolder of a checked folder whose files are checked, too. */
  public static final String CHECKPOINT = "checkpoint";

  /** Files that may be deleted: they are made again when needed, or not needed. */
  private static final Pattern MADE_ANEW =
      Pattern.compile(CHECKPOINT + "/.*|fit-.*\\.npz|likelihood-.*\\.(npz|json)");

  private final Path path;

  private CheckedFolder(Path path) {
    this.path = path;
  }

  /** Returns a folder that was made by {@link #create}, without reading anything yet. */
  public static CheckedFolder of(Path path) {
    return new CheckedFolder(path);
  }

  /**
   * Makes a checked folder without files.
   *
   * @param path the folder, which may exist
   * @throws ElboException USER if it cannot be made, or has a manifest
   */
  public static CheckedFolder create(Path path) {
    CheckedFolder folder = new CheckedFolder(path);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw FileProblem.unwritable(path, e);
    }
    if (isAt(path) && !isEmptyManifest(folder.file())) {
      throw ElboException.user(path + " has files of another run; name a new folder");
    }
    folder.write(Manifest.empty());
    return folder;
  }

  /** Returns whether a path is a folder with a manifest, damaged or not. */
  public static boolean isAt(Path path) {
    return Files.exists(path.resolve(Manifest.FILE));
  }

  /** Returns whether a path is a folder whose manifest begins like a manifest of this program. */
  public static boolean isOwn(Path path) {
    return Manifest.isAt(path.resolve(Manifest.FILE));
  }

  /** Returns whether a file is the manifest of a folder to which nothing has been written yet. */
  static boolean isEmptyManifest(Path file) {
    try {
      return file.endsWith(Manifest.FILE) && Manifest.read(file).files().isEmpty();
    } catch (ElboException e) {
      return false;
    }
  }

  /** Returns the path of the folder. */
  public Path path() {
    return path;
  }

  private Path file() {
    return path.resolve(Manifest.FILE);
  }

  /**
   * Writes a file atomically, replacing an existing one.
   *
   * @param name of the file; may include a subfolder, such as {@code checkpoint/step-00000469.npz}
   * @throws ElboException USER if it cannot be written
   */
  public void write(String name, Content content) {
    Manifest settled = settled();
    Path target = path.resolve(name);
    requireInside(target.getParent());
    String sha256 =
        AtomicFile.replace(
            target,
            content,
            digest -> announce(settled.during(new Change(name, Optional.of(digest)))));
    AtomicFile.flush(target.getParent());
    write(settled.during(new Change(name, Optional.of(sha256))).after());
  }

  private void announce(Manifest changing) {
    write(changing);
    AtomicFile.flush(path);
  }

  private void requireInside(Path parent) {
    if (!parent.equals(path) && Files.isSymbolicLink(parent)) {
      throw ElboException.user(
          parent
              + " is a symbolic link, and files are written and deleted in their own folder alone;"
              + " put the folder itself in its place");
    }
    try {
      Files.createDirectories(parent);
    } catch (IOException e) {
      throw FileProblem.unwritable(parent, e);
    }
  }

  /**
   * Deletes a file that was written here; does nothing if there is none.
   *
   * @throws ElboException USER if it cannot be deleted
   */
  public void delete(String name) {
    Manifest settled = settled();
    if (settled.sha256(name).isEmpty()) {
      return;
    }
    Path target = path.resolve(name);
    requireInside(target.getParent());
    Manifest deleting = settled.during(new Change(name, Optional.empty()));
    announce(deleting);
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      throw FileProblem.unwritable(target, e);
    }
    AtomicFile.flush(target.getParent());
    write(deleting.after());
  }

  /** Returns the manifest after resolving a change during which a writer was killed. */
  private Manifest settled() {
    Manifest manifest = manifest();
    return manifest
        .change()
        .filter(change -> change.sha256().equals(sha256Of(change.name())))
        .map(made -> manifest.after())
        .orElseGet(manifest::before);
  }

  private void write(Manifest manifest) {
    AtomicFile.replace(file(), manifest.content(), sha256 -> {});
  }

  private Manifest manifest() {
    if (!isAt(path)) {
      throw ElboException.user(
          "%s has no %s, by which its files are checked; restore it, or, if they are intact, rewrite it by elbo verify --accept %s"
              .formatted(path, Manifest.FILE, path));
    }
    return Manifest.read(file());
  }

  /** Returns the digest of the file's present content; empty if there is no file. */
  private Optional<String> sha256Of(String name) {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      requireReadable(file);
      return Optional.of(Sha256.of(file));
    } catch (ElboException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return Optional.empty(); // a writer has just deleted it
      }
      throw e;
    }
  }

  /**
   * Checks the size before reading, because a link may lead to a file that takes hours to read; no
   * file of ours is larger than the memory.
   */
  private static void requireReadable(Path file) {
    long size = RegularFile.size(file);
    long memory = Runtime.getRuntime().maxMemory();
    if (size > memory) {
      throw ElboException.user(
          "%s has %d bytes, more than the memory, which is %d; restore it, or give the JVM more (-Xmx)"
              .formatted(file, size, memory));
    }
  }

  /**
   * Returns a file, verified to be what was written here.
   *
   * @return empty if the file was never written and does not exist
   * @throws ElboException USER if it is damaged, missing, or was not written here
   */
  public Optional<Path> find(String name) {
    return find(name, restoreOrAccept());
  }

  private Optional<Path> find(String name, String advice) {
    Manifest manifest = manifest();
    while (true) {
      Optional<String> found = sha256Of(name);
      if (manifest.allowed(name).contains(found)) {
        return found.map(sha256 -> path.resolve(name));
      }
      Manifest later = manifest();
      if (later.allowed(name).equals(manifest.allowed(name)) && sha256Of(name).equals(found)) {
        throw problem(name, found.isPresent(), manifest.sha256(name).isPresent(), advice);
      }
      manifest = later; // a writer was at work
    }
  }

  /**
   * Reads several files that belong together, or files that may be deleted, while there may be a
   * writer.
   *
   * @param reading is called again if it fails, until it has failed twice without a write in
   *     between: at the first failure a writer may have been between announcing a change and making
   *     it
   * @return the result of {@code reading}
   * @throws ElboException of any category, if {@code reading} throws it although nothing is being
   *     written
   */
  public <T> T together(Supplier<T> reading) {
    List<Object> version = version();
    boolean failed = false;
    while (true) {
      try {
        return reading.get();
      } catch (ElboException e) {
        List<Object> now = version();
        if (failed && now.equals(version)) {
          throw e;
        }
        failed = now.equals(version);
        version = now;
      }
    }
  }

  /** Returns what changes with every write: the manifest's identity as a file, and its time. */
  private List<Object> version() {
    try {
      BasicFileAttributes manifest = Files.readAttributes(file(), BasicFileAttributes.class);
      return List.of(String.valueOf(manifest.fileKey()), manifest.lastModifiedTime());
    } catch (IOException e) {
      return List.of(); // there is none, which reading it will report
    }
  }

  private String restoreOrAccept() {
    return "restore the folder, or accept its files as they are by elbo verify --accept " + path;
  }

  private ElboException problem(String name, boolean isThere, boolean isListed, String advice) {
    String what =
        isListed
            ? isThere ? "is damaged: its SHA-256 is not that of %s" : "is missing, and %s lists it"
            : isThere ? "is not listed in %s: it was not written there by elbo" : "is missing";
    return ElboException.user(
        "%s %s; %s".formatted(path.resolve(name), what.formatted(Manifest.FILE), advice));
  }

  /**
   * Returns a file that may have been deleted by a user, verified to be what was written here.
   *
   * @return empty if there is no such file
   * @throws ElboException USER if it is damaged or was not written here
   */
  public Optional<Path> findUnlessDeleted(String name) {
    return Files.exists(path.resolve(name))
        ? find(name, "restore it, or delete it to have it made again")
        : Optional.empty();
  }

  /**
   * Returns a file, verified to be what was written here.
   *
   * @throws ElboException USER if it is damaged, missing, or was not written here
   */
  public Path require(String name) {
    return find(name).orElseThrow(() -> problem(name, false, false, restoreOrAccept()));
  }

  /** Returns those of some files that are there, by name, each verified as by {@link #find}. */
  public Map<String, Content> contents(List<String> names) {
    Map<String, Content> contents = new LinkedHashMap<>();
    names.forEach(
        name -> find(name).ifPresent(file -> contents.put(name, RegularFile.content(file))));
    return contents;
  }

  /** Returns the names of the files that were written or are being written here, in order. */
  public List<String> names() {
    Manifest manifest = manifest();
    Set<String> names = new TreeSet<>(manifest.files().keySet());
    manifest.change().ifPresent(change -> names.add(change.name()));
    return List.copyOf(names);
  }

  /**
   * Returns the SHA-256 of a file when it was written, in 64 lower-case hexadecimal digits.
   *
   * @return empty if it was not written here
   */
  public Optional<String> sha256(String name) {
    return settled().sha256(name);
  }

  /**
   * Checks all files; those that may be deleted need not exist.
   *
   * @return one sentence for each file that is damaged, missing, or was not written here; none if
   *     all are intact
   * @throws ElboException USER if the manifest itself is damaged or missing
   */
  public List<String> problems() {
    FolderContents there = FolderContents.of(path);
    Set<String> names = new TreeSet<>(manifest().files().keySet());
    names.addAll(there.names());
    names.removeIf(FolderContents::isDesktopFile);
    Problems problems = Problems.user(there.problems());
    names.forEach(name -> problems.check(() -> check(name)));
    return problems.all();
  }

  private void check(String name) {
    if (MADE_ANEW.matcher(name).matches()) {
      findUnlessDeleted(name);
    } else {
      find(name);
    }
  }

  /** Returns the names of the files that desktop programs have left here; they are not checked. */
  public List<String> desktopFiles() {
    return FolderContents.of(path).desktopFiles();
  }

  /**
   * Rewrites the manifest for the files as they are now.
   *
   * @throws ElboException USER if the folder cannot be read or written, or the name of a file has a
   *     control character
   */
  public void accept() {
    FolderContents there = FolderContents.of(path);
    Problems problems = Problems.user(there.problems());
    there.names().stream()
        .filter(name -> name.chars().anyMatch(Character::isISOControl))
        .map(
            name ->
                "%s: the name %s has a control character, which no line of %s holds; rename or delete the file"
                    .formatted(path, Quotation.of(name), Manifest.FILE))
        .forEach(problems::add);
    problems.requireNone();
    Manifest accepted = Manifest.empty();
    for (String name : there.names()) {
      accepted = accepted.during(new Change(name, sha256Of(name))).after();
    }
    write(accepted);
    AtomicFile.flush(path);
  }
}
