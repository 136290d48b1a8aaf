package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * The files in a checked folder and its subfolder of checkpoints, except the manifest, the lock,
 * files being written, and the log of a crash.
 *
 * @param names of the files, such as {@code checkpoint/step-00000469.npz}, in order
 * @param desktopFiles names of the files that desktop programs leave in folders they display
 * @param problems one sentence for each folder that cannot be read
 */
record FolderContents(List<String> names, List<String> desktopFiles, List<String> problems) {

  /** Written by the JVM if native code crashes. */
  private static final String CRASH_LOG = "crash.log";

  /** macOS, also on disks of others ({@code ._NAME} beside each file), Windows, and KDE. */
  private static final Pattern DESKTOP_FILE =
      Pattern.compile("(.*/)?(\\.DS_Store|\\._[^/]*|(?i:Thumbs\\.db|desktop\\.ini)|\\.directory)");

  /** Lists a folder. */
  static FolderContents of(Path folder) {
    List<String> names = new ArrayList<>();
    List<String> desktopFiles = new ArrayList<>();
    Problems problems = Problems.user();
    Stream.of(folder, folder.resolve(CheckedFolder.CHECKPOINT))
        .filter(Files::isDirectory)
        .map(each -> problems.attempt(() -> files(each)))
        .flatMap(Checked::stream)
        .flatMap(List::stream)
        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
        .forEach(name -> (isDesktopFile(name) ? desktopFiles : names).add(name));
    return new FolderContents(names, desktopFiles, problems.all());
  }

  /**
   * Returns whether a file has a name that desktop programs use. Such a file is not this program's
   * and may appear, change and vanish at any time.
   */
  static boolean isDesktopFile(String name) {
    return DESKTOP_FILE.matcher(name).matches();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(
              entry ->
                  !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                      && !entry.endsWith(CheckedFolder.CHECKPOINT)
                      && !entry.endsWith(Manifest.FILE)
                      && !entry.endsWith(FolderLock.FILE)
                      && !entry.endsWith(CRASH_LOG)
                      && !Temporary.isAt(entry))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw FileProblem.unreadable(folder, e.getCause());
    }
  }
}
