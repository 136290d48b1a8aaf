package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/**
 * The SHA-256 of each file of a folder, in the format that {@code sha256sum} writes and checks.
 * Lines that begin with {@code #} are for this program: a change in progress, and, on the last
 * line, the SHA-256 of all lines before it, so that no bit of the manifest itself changes
 * unnoticed.
 *
 * @param files the digests by the names of the files, such as {@code checkpoint/step-00000469.npz}
 * @param change the change in progress, whose file may still be old or already new
 */
record Manifest(SortedMap<String, String> files, Optional<Change> change) {

  /** The name of a manifest in its folder. */
  static final String FILE = "SHA256SUMS";

  private static final String TITLE =
      "# The files of this folder: elbo verify, or sha256sum --check "
          + FILE
          + ", tells which are damaged.\n";

  private static final String WRITING = "# writing ";
  private static final String DELETING = "# deleting";
  private static final String SEPARATOR = "  ";

  /**
   * The largest size of a manifest in bytes; a line has about a hundred bytes, and a folder some
   * tens of files.
   */
  private static final int LONGEST = 1 << 24;

  /**
   * A change of a file.
   *
   * @param name of the file
   * @param sha256 its digest after the change; empty if it is deleted
   */
  record Change(String name, Optional<String> sha256) {}

  /** Copies the digests. */
  Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Returns the manifest of a folder without files. */
  static Manifest empty() {
    return new Manifest(new TreeMap<>(), Optional.empty());
  }

  /** Returns the digest of a file; empty if the file must not exist. */
  Optional<String> sha256(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Returns the digests that a file may have; an empty one means that it may be missing. */
  Set<Optional<String>> allowed(String name) {
    return Stream.concat(
            Stream.of(sha256(name)),
            change.stream().filter(next -> next.name().equals(name)).map(Change::sha256))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns this manifest with a change in progress. */
  Manifest during(Change next) {
    return new Manifest(files, Optional.of(next));
  }

  /** Returns the manifest as it will be when the change in progress, if any, is made. */
  Manifest after() {
    SortedMap<String, String> changed = new TreeMap<>(files);
    change.ifPresent(
        made ->
            made.sha256()
                .ifPresentOrElse(
                    sha256 -> changed.put(made.name(), sha256), () -> changed.remove(made.name())));
    return new Manifest(changed, Optional.empty());
  }

  /** Returns the manifest without the change in progress. */
  Manifest before() {
    return new Manifest(files, Optional.empty());
  }

  /**
   * Reads a manifest.
   *
   * @throws ElboException USER if it cannot be read, or differs in any byte from how this program
   *     writes it
   */
  static Manifest read(Path file) {
    String text = text(file);
    Manifest manifest = parse(text);
    if (!manifest.text().equals(text)) {
      throw ElboException.user(
          "%s is damaged; restore it, or, if the other files are intact, rewrite it by elbo verify --accept %s"
              .formatted(file, file.toAbsolutePath().getParent()));
    }
    return manifest;
  }

  /**
   * Returns whether a file begins like a manifest of this program; other programs make files of
   * this name, too.
   */
  static boolean isAt(Path file) {
    try {
      return text(file).startsWith(TITLE);
    } catch (ElboException e) {
      return false;
    }
  }

  /** Reads the file in one go, since a writer may replace it at any time. */
  private static String text(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  /** Parses the text of a manifest that is not damaged. */
  private static Manifest parse(String text) {
    SortedMap<String, String> files = new TreeMap<>();
    Optional<Change> change = Optional.empty();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(SEPARATOR, 2);
      String name = parts[parts.length - 1];
      if (line.startsWith(WRITING)) {
        change = Optional.of(new Change(name, Optional.of(parts[0].substring(WRITING.length()))));
      } else if (line.startsWith(DELETING)) {
        change = Optional.of(new Change(name, Optional.empty()));
      } else if (!line.startsWith("#")) {
        files.put(name, parts[0]);
      }
    }
    return new Manifest(files, change);
  }

  /** Returns the content of the manifest's file. */
  Content content() {
    return utf8(text());
  }

  private String text() {
    StringBuilder lines = new StringBuilder(TITLE);
    files.forEach(
        (name, sha256) -> lines.append(sha256).append(SEPARATOR).append(name).append('\n'));
    change.ifPresent(
        made ->
            lines
                .append(made.sha256().map(WRITING::concat).orElse(DELETING))
                .append(SEPARATOR)
                .append(made.name())
                .append('\n'));
    String digest = Sha256.of(utf8(lines.toString()));
    return lines.append("# ").append(digest).append(" of the lines above\n").toString();
  }

  private static Content utf8(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
