package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Words as NumPy's text of fixed width, {@code <U5}: four bytes a character, padded with zeros. */
record NpyText(WordArray words) implements NpyContent {

  private int width() {
    return words.different().stream()
        .mapToInt(word -> word.codePointCount(0, word.length()))
        .reduce(1, Math::max);
  }

  private byte[] header(int width) {
    return NpyHeader.encode("<U" + width, List.of(words.size()));
  }

  @Override
  public long contentLength() {
    int width = width();
    return header(width).length + (long) words.size() * width * Integer.BYTES;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    int width = width();
    List<byte[]> written = words.different().stream().map(word -> padded(word, width)).toList();
    out.write(header(width));
    for (int n = 0; n < words.size(); n++) {
      out.write(written.get(words.place(n)));
    }
  }

  private static byte[] padded(String word, int width) {
    ByteBuffer points = ByteBuffer.allocate(width * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    word.codePoints().forEach(points::putInt);
    return points.array();
  }
}
