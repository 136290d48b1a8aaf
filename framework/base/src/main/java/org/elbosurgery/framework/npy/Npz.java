package org.elbosurgery.framework.npy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.UntrustedInput;

/** Reads and writes {@code .npz} files: zips with one {@code NAME.npy} for each array. */
public final class Npz {

  private static final String SUFFIX = ".npy";

  /**
   * The time of every entry, fixed so that the same arrays give the same bytes. It is not the first
   * day of 1980, which {@link ZipEntry} takes for a time before the format's range, adding the
   * local time zone.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /**
   * Reads all arrays, stored or deflated.
   *
   * @return the arrays by name without {@code .npy}, in the order of the file
   * @throws ElboException USER if the file cannot be read or is damaged, or an array has an
   *     unsupported type
   */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, names(file));
  }

  /**
   * Reads the arrays with the given names, if the file has them. Other arrays are not read and may
   * be of any type.
   *
   * @param names of the arrays, without {@code .npy}
   * @return the arrays by name, in the order of the file
   * @throws ElboException USER if the file cannot be read, or one of these arrays is damaged or not
   *     supported
   */
  public static Map<String, NpyArray> read(Path file, Set<String> names) {
    return open(
        file,
        zip -> {
          Map<String, ZipEntry> entries = entries(file, zip);
          entries.keySet().retainAll(names);
          requirePlausible(file, entries.values());
          Map<String, NpyArray> arrays = new LinkedHashMap<>();
          for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
            arrays.put(
                entry.getKey(),
                read(source(file, entry.getKey()), zip, entry.getValue(), NpyReader::read));
          }
          return Collections.unmodifiableMap(arrays);
        });
  }

  /**
   * Returns the names of all arrays without {@code .npy}, in the order of the file, without reading
   * the arrays.
   *
   * @throws ElboException USER if the file cannot be read
   */
  public static Set<String> names(Path file) {
    return open(file, zip -> Collections.unmodifiableSet(entries(file, zip).keySet()));
  }

  /**
   * Reads a one-dimensional array of text or whole numbers as words.
   *
   * @param name of the array, without {@code .npy}
   * @return the array; empty if the file has no such array
   * @throws ElboException USER if the file cannot be read, or the array is damaged or not of text
   *     or whole numbers
   */
  public static Optional<WordArray> words(Path file, String name) {
    return open(
        file,
        zip -> {
          ZipEntry entry = entries(file, zip).get(name);
          if (entry == null) {
            return Optional.empty();
          }
          requirePlausible(file, List.of(entry));
          return Optional.of(read(source(file, name), zip, entry, NpyReader::readWords));
        });
  }

  /**
   * Returns an array that stays in the file, after reading all of it once.
   *
   * @return empty if it has to be read into memory: it is compressed, or not row by row, or there
   *     is none
   * @throws ElboException USER if the file cannot be read, or the array is damaged or not supported
   */
  static Optional<StoredArray> stored(Path file, String name) {
    return open(
        file,
        zip -> {
          ZipEntry entry = entries(file, zip).get(name);
          if (entry == null || entry.getMethod() != ZipEntry.STORED) {
            return Optional.empty();
          }
          OptionalLong offset = LocalHeaders.offset(file, zip, entry.getName());
          return offset.isEmpty()
              ? Optional.empty()
              : stored(file, source(file, name), entry, offset.getAsLong());
        });
  }

  private static Optional<StoredArray> stored(Path file, String source, ZipEntry entry, long offset)
      throws IOException {
    InputStream elements = new BufferedInputStream(RegularFile.open(file), 1 << 16);
    CheckedInputStream content = new CheckedInputStream(elements, new CRC32());
    try (UntrustedInput in = new UntrustedInput(source, content, entry.getSize())) {
      elements.skipNBytes(offset);
      NpyHeader header = NpyReader.readHeader(in);
      if (header.bytes() != in.remaining() || !header.isRowByRow()) {
        return Optional.empty();
      }
      long begin = offset + entry.getSize() - in.remaining();
      content.skipNBytes(in.remaining()); // the checksum is of all bytes, also of those skipped
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw in.problem("damaged (its checksum is wrong)");
      }
      return Optional.of(new StoredArray(file, header, begin));
    }
  }

  private static String source(Path file, String array) {
    return file + ": array " + Quotation.of(array);
  }

  /** Reads something from an open zip file. */
  @FunctionalInterface
  private interface Extraction<T> {
    T from(ZipFile zip) throws IOException;
  }

  private static <T> T open(Path file, Extraction<T> extraction) {
    RegularFile.require(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return extraction.from(zip);
    } catch (ZipException e) {
      ForeignFormat.refuse(file);
      if (NpyReader.isAt(file)) {
        throw ElboException.user(
            file
                + " is a single array (.npy); put arrays under their names into one file:"
                + " numpy.savez('FILE.npz', NAME=array, ...)",
            e);
      }
      throw FileProblem.unreadable(file, e);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    } catch (IllegalArgumentException e) { // the name of an entry cannot be decoded
      throw ElboException.user("cannot read " + file + ": it is not a zip file", e);
    }
  }

  /** Returns the entries by the name of the array, in the order of the file. */
  private static Map<String, ZipEntry> entries(Path file, ZipFile zip) {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.endsWith("/data.pkl")) {
        throw ForeignFormat.PYTORCH.problem(file);
      }
      boolean isArray = name.endsWith(SUFFIX); // NumPy does not take others for arrays, either
      if (isArray
          && entries.put(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
        throw ElboException.user(file + " holds " + Quotation.of(name) + " twice");
      }
    }
    return entries;
  }

  /**
   * Checks the sizes that the entries state: each must be possible, and all together must fit in
   * memory.
   */
  private static void requirePlausible(Path file, Collection<ZipEntry> entries) {
    long length = file.toFile().length();
    long total = 0;
    for (ZipEntry entry : entries) {
      long size = entry.getSize();
      long compressed = entry.getCompressedSize();
      if (size < 0
          || compressed < 0
          || compressed > length
          || size > UntrustedInput.inflatedAtMost(compressed)) {
        throw ElboException.user(
            file
                + ": damaged, "
                + Quotation.of(entry.getName())
                + " cannot be "
                + size
                + " bytes long");
      }
      total += size;
      HeapSpace.require(file.toString(), total);
    }
  }

  private static <T> T read(
      String source, ZipFile zip, ZipEntry entry, Function<UntrustedInput, T> reader)
      throws IOException {
    CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    try (UntrustedInput in = new UntrustedInput(source, content, entry.getSize())) {
      T array = reader.apply(in);
      // ZipFile itself leaves the checksum to its callers.
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw in.problem("damaged (its checksum is wrong)");
      }
      return array;
    }
  }

  /**
   * Writes the {@link #content} of arrays atomically.
   *
   * @throws ElboException USER if the file cannot be written
   */
  public static void write(Path file, Map<String, ? extends NpyContent> arrays) {
    AtomicFile.write(file, content(arrays));
  }

  /**
   * Returns the content of a file with arrays, uncompressed, little-endian, in C order. The same
   * arrays give the same bytes.
   *
   * @param arrays the arrays by name, written in the map's order
   */
  public static Content content(Map<String, ? extends NpyContent> arrays) {
    return out -> write(out, arrays);
  }

  private static void write(OutputStream out, Map<String, ? extends NpyContent> arrays)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, ? extends NpyContent> array : arrays.entrySet()) {
      zip.putNextEntry(entry(array.getKey(), array.getValue()));
      array.getValue().writeTo(zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * Returns an entry that is stored, not deflated: posteriors hardly shrink, and deflated bytes
   * differ between versions of zlib.
   */
  private static ZipEntry entry(String name, NpyContent array) throws IOException {
    CRC32 checksum = new CRC32();
    array.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(array.contentLength());
    entry.setCrc(checksum.getValue());
    return entry;
  }
}
