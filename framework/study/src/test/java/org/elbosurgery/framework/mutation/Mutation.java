package org.elbosurgery.framework.mutation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Damage to a file: bits flipped, pieces lost, doubled, moved or replaced, numbers made strange.
 * The same random numbers do the same damage. What is compressed is damaged inside too, where no
 * checksum sees it.
 */
final class Mutation {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private static final List<String> STRANGE =
      List.of(
          "0",
          "-0",
          "-1",
          "1e999",
          "1e-400",
          "-1e308",
          "NaN",
          "Infinity",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "1e18",
          "0x10",
          "null",
          "true",
          "{}",
          "[]",
          "[[[",
          "\"\"",
          "*a",
          "&a",
          "---\n",
          "\u0000",
          "\ud800",
          "\u001b[2J",
          "9".repeat(99),
          "9".repeat(101),
          "9".repeat(100_000),
          "a".repeat(100_000),
          "[".repeat(1000),
          "{\"a\":".repeat(1000),
          "- ".repeat(1000),
          "\n".repeat(1000));

  private final Random random;

  Mutation(long seed) {
    random = new Random(seed);
  }

  /** Returns a file with damage; a zip or gzip file, with damage inside or out. */
  byte[] of(byte[] file) {
    if (startsWith(file, 'P', 'K') && random.nextBoolean()) {
      return zipped(file);
    }
    if (startsWith(file, 0x1f, 0x8b) && random.nextBoolean()) {
      return gzipped(damaged(gunzipped(file)));
    }
    return damaged(file);
  }

  private static boolean startsWith(byte[] file, int first, int second) {
    return file.length > 2 && file[0] == (byte) first && file[1] == (byte) second;
  }

  private byte[] damaged(byte[] bytes) {
    if (bytes.length > 0 && random.nextInt(3) == 0) { // most of what is worse is seen at once
      return bitFlipped(bytes);
    }
    byte[] damaged = bytes;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(10)));
    return switch (random.nextInt(8)) {
      case 0 -> bitFlipped(bytes);
      case 1 -> spliced(bytes, at, new byte[0], bytes.length); // truncated
      case 2 -> spliced(bytes, at, new byte[0], at + length); // a piece lost
      case 3 -> spliced(bytes, at, repeated(bytes, at, length), at); // doubled
      case 4 -> spliced(bytes, at, bytes, Math.min(bytes.length, at + length)); // itself inside
      case 5 -> spliced(bytes, at, integer(), Math.min(bytes.length, at + 4));
      case 6 -> spliced(bytes, at, strange(), Math.min(bytes.length, at + length));
      default -> numberReplaced(bytes);
    };
  }

  private byte[] bitFlipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private byte[] repeated(byte[] bytes, int at, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = random.nextInt(1 << random.nextInt(8)); i >= 0 && out.size() < 1 << 18; i--) {
      out.write(bytes, at, length);
    }
    return out.toByteArray();
  }

  private byte[] integer() {
    int value =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> -1;
          case 2 -> Integer.MAX_VALUE;
          case 3 -> Integer.MIN_VALUE;
          case 4 -> 1 << random.nextInt(32);
          default -> random.nextInt();
        };
    return ByteBuffer.allocate(Integer.BYTES)
        .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .putInt(value)
        .array();
  }

  private byte[] strange() {
    String text = STRANGE.get(random.nextInt(STRANGE.size()));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] numberReplaced(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<MatchResult> numbers = NUMBER.matcher(text).results().limit(1000).toList();
    if (numbers.isEmpty()) {
      return bitFlipped(bytes);
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    return spliced(bytes, number.start(), strange(), number.end());
  }

  private static byte[] spliced(byte[] bytes, int to, byte[] middle, int rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, to);
    out.writeBytes(middle);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  /** Damages one entry of a zip file, whose checksum then is right. */
  private byte[] zipped(byte[] file) {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
      List<String> names = new ArrayList<>(entries.keySet());
      entries.computeIfPresent(
          names.get(random.nextInt(names.size())), (name, bytes) -> damaged(bytes));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream out = new ZipOutputStream(bytes)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          out.putNextEntry(new ZipEntry(entry.getKey()));
          out.write(entry.getValue());
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gunzipped(byte[] file) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzipped(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
