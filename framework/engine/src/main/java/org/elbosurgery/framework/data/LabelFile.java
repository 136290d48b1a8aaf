package org.elbosurgery.framework.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.npy.WordArray;

/**
 * A file with the class of each row: {@code .npy} or IDX, plain or gzip, or text with one in each
 * line. The format is recognised by its first bytes.
 */
final class LabelFile {

  private static final int EXPANSION = 8; // bytes of heap for each byte of text, about

  private LabelFile() {}

  /**
   * Reads the classes.
   *
   * @param rows the number of rows; a text with one line more begins with a name
   * @throws ElboException USER if it cannot be read, or is none of these
   */
  static WordArray read(Path file, int rows) {
    byte[] start = start(file);
    if (start.length == 2 && start[0] == (byte) 0x93) {
      return LabelWords.checked(file.toString(), WordArray.read(file));
    }
    if (start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      try (UntrustedInput in = UntrustedInput.gunzip(file)) {
        return IdxLabels.read(in);
      }
    }
    if (start.length == 2 && start[0] == 0) {
      try (UntrustedInput in = UntrustedInput.open(file)) {
        return IdxLabels.read(in);
      }
    }
    return text(file, rows);
  }

  private static byte[] start(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      return in.readNBytes(2);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  private static WordArray text(Path file, int rows) {
    long size = RegularFile.size(file);
    HeapSpace.requireObjects(file.toString(), size, EXPANSION);
    List<String> lines = UntrustedInput.text(file, size).lines().map(String::strip).toList();
    if (lines.stream().anyMatch(line -> line.chars().anyMatch(Character::isISOControl))) {
      throw ElboException.user(
          file + " is neither .npy, nor IDX labels, nor text with a label in each line");
    }
    return LabelWords.of(
        file.toString(), lines.size() == rows + 1 ? lines.subList(1, lines.size()) : lines);
  }
}
