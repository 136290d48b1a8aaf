package org.elbosurgery.framework.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.npy.NumpyArrays;

/**
 * The files that codes are in: one {@code .npz} file, a folder with a {@code .npy} file for each
 * array, or a folder of parts, {@code part-00000.npz} and so on, with some rows each.
 */
public final class CodeParts {

  /** A part and its number, with any number of zeros before it. */
  private static final Pattern PART = Pattern.compile("part-([0-9]{1,9})\\.npz");

  private CodeParts() {}

  /** Returns whether a path is a folder with parts, or with arrays of codes. */
  public static boolean isFolder(Path path) {
    return Files.isDirectory(path) && (!files(path).isEmpty() || hasArrays(path));
  }

  /**
   * Returns the files, in the order of their rows; a folder with a {@code .npy} file for each array
   * stands for these.
   *
   * @throws ElboException USER if it is a folder without codes, a part is missing, or two have the
   *     same number
   */
  public static List<Path> of(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = files(path);
    if (!files.isEmpty()) {
      return inOrder(path, files);
    }
    if (!hasArrays(path)) {
      throw ElboException.user(
          path
              + " is a folder without codes; it may have part-00000.npz, part-00001.npz and so on,"
              + " or mean.npy and log_var.npy");
    }
    return List.of(path);
  }

  /**
   * Returns the SHA-256 of a file, or of the list of the digests and names of a folder's files, in
   * the form in which {@code sha256sum} prints them.
   *
   * @throws ElboException USER if it cannot be read
   */
  public static String sha256(Path path) {
    return Files.isDirectory(path) ? Sha256.of(digests(path)) : Sha256.of(path);
  }

  private static Content digests(Path folder) {
    List<Path> parts = of(folder);
    List<Path> files = parts.equals(List.of(folder)) ? NumpyArrays.files(folder) : parts;
    String lines =
        files.stream()
            .map(file -> Sha256.of(file) + "  " + name(file) + "\n")
            .collect(Collectors.joining());
    return out -> out.write(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean hasArrays(Path folder) {
    return ArrayNames.MEAN.isIn(NumpyArrays.names(folder))
        || ArrayNames.LOG_VARIANCE.isIn(NumpyArrays.names(folder));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> PART.matcher(name(file)).matches()).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    } catch (UncheckedIOException e) { // while it is listed
      throw FileProblem.unreadable(folder, e.getCause());
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<Path> inOrder(Path folder, List<Path> files) {
    TreeMap<Integer, Path> byNumber = new TreeMap<>();
    for (Path file : files) {
      Matcher part = PART.matcher(name(file));
      part.matches();
      Path other = byNumber.put(Integer.valueOf(part.group(1)), file);
      if (other != null) {
        throw ElboException.user(
            "%s: %s and %s are the same part; keep one of them"
                .formatted(folder, name(other), name(file)));
      }
    }
    List<Path> ordered = new ArrayList<>(byNumber.values());
    for (int i = 0; i < ordered.size(); i++) {
      if (!byNumber.containsKey(i)) {
        throw ElboException.user(
            "%s: part-%05d.npz is missing; parts are numbered from 0, without a gap, to %s"
                .formatted(folder, i, name(byNumber.lastEntry().getValue())));
      }
    }
    return ordered;
  }
}
