package org.elbosurgery.framework.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.npy.WordArray;

/**
 * Reads a folder of PNG or JPEG images of one size, at any depth, in the order of their paths: one
 * image in each row, row after row of the image with the channels of each place in succession, each
 * value divided by 255. All are grey, or all are in colour; transparency is ignored.
 */
final class ImageFolder {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");
  private static final int COLOURS = 3;

  /** The longest side of an image, so that decoding one takes 64 MB at most. */
  private static final int LONGEST_SIDE = 4096;

  private ImageFolder() {}

  /** The size of an image. */
  private record Size(int height, int width, int channels) {

    long values() {
      return (long) height * width * channels;
    }

    @Override
    public String toString() {
      return "%d x %d pixels, %s".formatted(width, height, channels == 1 ? "grey" : "in colour");
    }
  }

  /**
   * Reads all images.
   *
   * @throws ElboException USER if there are none, one cannot be read, has another size or other
   *     channels than the first, or they do not fit into memory
   */
  static NamedRows read(Path folder) {
    List<Path> files = images(folder);
    if (files.isEmpty()) {
      throw ElboException.user(folder + " has no images: give a folder of PNG or JPEG files");
    }
    BufferedImage first = image(files.get(0));
    Size size = size(first);
    HeapSpace.require(folder.toString(), files.size() * size.values());
    byte[] values = new byte[files.size() * (int) size.values()];
    for (int i = 0; i < files.size(); i++) {
      BufferedImage image = i == 0 ? first : image(files.get(i));
      if (!size(image).equals(size)) {
        throw ElboException.user(
            "%s has %s, but %s %s: give images of one size, all grey or all in colour"
                .formatted(files.get(i), size(image), files.get(0), size));
      }
      copy(image, size.channels(), values, i * (int) size.values());
    }
    ByteBuffer shape = ByteBuffer.allocate(4 * Integer.BYTES);
    shape.putInt(files.size()).putInt(size.height()).putInt(size.width()).putInt(size.channels());
    return new NamedRows(
        folder.toString(),
        new ByteRows((int) size.values(), values),
        out -> {
          out.write(shape.array());
          out.write(values);
        });
  }

  /**
   * Returns the class of each image: the name of the subfolder that it is in, at the first depth.
   *
   * @throws ElboException USER if one is in no subfolder
   */
  static WordArray classes(Path folder) {
    List<String> names = new ArrayList<>();
    for (Path file : images(folder)) {
      Path inside = folder.relativize(file);
      if (inside.getNameCount() < 2) {
        throw ElboException.user(
            file + " is in no subfolder, but labels are to be their names; give each class one");
      }
      names.add(inside.getName(0).toString());
    }
    return LabelWords.of(folder.toString(), names);
  }

  private static List<Path> images(Path folder) {
    return LibraryReader.read(
        folder,
        "a folder of images",
        () -> {
          try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(ImageFolder::isImage).sorted().toList();
          }
        });
  }

  private static boolean isImage(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static BufferedImage image(Path file) {
    return LibraryReader.read(
        file,
        "an image",
        () -> {
          try (ImageInputStream in = new MemoryCacheImageInputStream(RegularFile.open(file))) {
            return decoded(file, in);
          }
        });
  }

  /** Decodes an image after a look at its size. */
  private static BufferedImage decoded(Path file, ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw ElboException.user(file + " is not an image in PNG or JPEG");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
        throw ElboException.user(
            "%s has %d x %d pixels; images of up to %d x %d are read: make them smaller"
                .formatted(file, width, height, LONGEST_SIDE, LONGEST_SIDE));
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static Size size(BufferedImage image) {
    return new Size(image.getHeight(), image.getWidth(), isGrey(image) ? 1 : COLOURS);
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel palette
        ? isGrey(palette)
        : image.getRaster().getNumBands() < COLOURS;
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  private static void copy(BufferedImage image, int channels, byte[] target, int offset) {
    int at = offset;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (channels == 1) {
          target[at++] = (byte) grey(image, x, y);
        } else {
          int rgb = image.getRGB(x, y);
          target[at++] = (byte) (rgb >> 16);
          target[at++] = (byte) (rgb >> 8);
          target[at++] = (byte) rgb;
        }
      }
    }
  }

  /**
   * Returns a grey value from 0 to 255 as it is stored: getRGB would take it for linear light and
   * brighten it.
   */
  private static int grey(BufferedImage image, int x, int y) {
    if (image.getColorModel() instanceof IndexColorModel) {
      return image.getRGB(x, y) & 0xff;
    }
    int bits = image.getSampleModel().getSampleSize(0);
    int most = (1 << bits) - 1;
    return (image.getRaster().getSample(x, y, 0) * 255 + most / 2) / most;
  }
}
