package org.elbosurgery.framework.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a {@code .npy} file of text: {@code <U5}, words of at most five code points of four
 * bytes each, or {@code |S5}, words of at most five bytes; both are padded with zeros.
 *
 * @param wide whether a character is a code point of four bytes, not a byte
 * @param order of the four bytes
 * @param width the number of characters of a word
 * @param length the number of words
 */
record NpyTextHeader(boolean wide, ByteOrder order, int width, int length) {

  private static final Pattern TYPE = Pattern.compile("(['\"])([<>|])([US])([1-9][0-9]{0,5})\\1");

  /** Returns whether a header is that of text. */
  static boolean isText(String header) {
    return TYPE.matcher(NpyHeader.entries(header).get("descr")).matches();
  }

  /**
   * Parses a header.
   *
   * @throws IllegalArgumentException if it is not that of a one-dimensional array of text
   */
  static NpyTextHeader parse(String header) {
    Map<String, String> entries = NpyHeader.entries(header);
    Matcher type = TYPE.matcher(entries.get("descr"));
    List<Integer> shape = NpyHeader.shape(entries.get("shape"));
    if (!type.matches() || shape.size() != 1) {
      throw new IllegalArgumentException("it is text " + shape + "; expected text [N]");
    }
    return new NpyTextHeader(
        type.group(3).equals("U"),
        type.group(2).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        Integer.parseInt(type.group(4)),
        shape.get(0));
  }

  /** Returns the size of all words in bytes. */
  long bytes() {
    return (long) length * width * (wide ? Integer.BYTES : 1);
  }

  /**
   * Returns the words.
   *
   * @param characters of all words
   * @throws IllegalArgumentException if a character is none of Unicode's, or there are too many
   *     different words
   */
  WordArray words(byte[] characters) {
    WordArray.Collector words = new WordArray.Collector(length);
    for (int n = 0; n < length; n++) {
      words.add(wide ? wide(characters, n) : narrow(characters, n));
    }
    return words.array();
  }

  private String narrow(byte[] characters, int word) {
    int end = width;
    while (end > 0 && characters[word * width + end - 1] == 0) {
      end--;
    }
    return new String(characters, word * width, end, StandardCharsets.UTF_8);
  }

  private String wide(byte[] characters, int word) {
    ByteBuffer points = ByteBuffer.wrap(characters).order(order);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < width; i++) {
      int point = points.getInt((word * width + i) * Integer.BYTES);
      if (!Character.isValidCodePoint(point)) {
        throw new IllegalArgumentException("word " + word + " has a character that is none");
      }
      if (point == 0) {
        break;
      }
      text.appendCodePoint(point);
    }
    return text.toString();
  }
}
