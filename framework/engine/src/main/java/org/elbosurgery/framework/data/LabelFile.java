package org.elbosurgery.framework.data;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.lang3.Strings;
import org.apache.commons.lang3.math.NumberUtils;
import org.elbosurgery.api.ElboException;
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
  private static final String BYTE_ORDER_MARK = String.valueOf(ByteOrderMark.UTF_BOM);

  private LabelFile() {}

  /**
   * Reads the classes.
   *
   * @param rows the number of rows; a text may have a heading more, and blank lines at its end
   * @throws ElboException USER if it cannot be read, or is none of these
   */
  static WordArray read(Path file, int rows) {
    FileStart start = FileStart.of(file);
    if (start.isNpy()) {
      return LabelWords.checked(file.toString(), WordArray.read(file));
    }
    if (start.isIdx()) {
      try (UntrustedInput in = start.open()) {
        return IdxLabels.read(in);
      }
    }
    return text(file, rows);
  }

  private static WordArray text(Path file, int rows) {
    long size = RegularFile.size(file);
    HeapSpace.requireObjects(file.toString(), size, EXPANSION);
    String text = Strings.CS.removeStart(UntrustedInput.text(file, size), BYTE_ORDER_MARK);
    List<String> lines = text.lines().map(String::strip).toList();
    if (lines.stream().anyMatch(line -> line.chars().anyMatch(Character::isISOControl))) {
      throw ElboException.user(
          file + " is neither .npy, nor IDX labels, nor text with a label in each line");
    }
    return LabelWords.of(file.toString(), withoutHeading(withoutBlankEnd(lines, rows), rows));
  }

  /** Returns the lines without blank ones at the end that are more than there are rows. */
  private static List<String> withoutBlankEnd(List<String> lines, int rows) {
    int end = lines.size();
    while (end > rows && lines.get(end - 1).isEmpty()) {
      end--;
    }
    return lines.subList(0, end);
  }

  /**
   * Returns the lines without the first if there is one more than rows, and it can be no class: it
   * is no number, and the word of no other line.
   */
  private static List<String> withoutHeading(List<String> lines, int rows) {
    if (lines.size() != rows + 1) {
      return lines;
    }
    String first = lines.get(0);
    List<String> others = lines.subList(1, lines.size());
    return NumberUtils.isParsable(first) || others.contains(first) ? lines : others;
  }
}
