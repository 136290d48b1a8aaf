package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where the bytes of a zip file's entries begin, which {@link ZipFile} does not tell (PKWARE,
 * APPNOTE.TXT, 4.3.7). The local headers are followed from the first one on by the sizes that the
 * directory states.
 */
final class LocalHeaders {

  private static final int SIGNATURE = 0x04034b50;
  private static final int LENGTH = 30;
  private static final int FLAGS = 6;
  private static final int NAME_LENGTH = 26;
  private static final int EXTRA_LENGTH = 28;

  /** The flag of an entry whose size follows it, in one of several forms. */
  private static final int SIZE_FOLLOWS = 1 << 3;

  private LocalHeaders() {}

  /**
   * Returns the offset of the first byte of an entry.
   *
   * @return empty if the headers cannot be followed up to it
   * @throws IOException if the file ends before, or cannot be read
   */
  static OptionalLong offset(Path file, ZipFile zip, String name) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long at = 0;
      for (int entries = 0; entries < zip.size(); entries++) {
        ByteBuffer header = header(in, at);
        if (header.getInt(0) != SIGNATURE || (header.getShort(FLAGS) & SIZE_FOLLOWS) != 0) {
          break;
        }
        byte[] nameBytes = new byte[Short.toUnsignedInt(header.getShort(NAME_LENGTH))];
        in.readFully(nameBytes);
        String found = new String(nameBytes, StandardCharsets.UTF_8);
        long data =
            at + LENGTH + nameBytes.length + Short.toUnsignedInt(header.getShort(EXTRA_LENGTH));
        if (found.equals(name)) {
          return OptionalLong.of(data);
        }
        ZipEntry entry = zip.getEntry(found);
        if (entry == null) {
          break;
        }
        at = data + entry.getCompressedSize();
      }
      return OptionalLong.empty();
    }
  }

  private static ByteBuffer header(RandomAccessFile in, long at) throws IOException {
    byte[] header = new byte[LENGTH];
    in.seek(at);
    in.readFully(header);
    return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
  }
}
