package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder of images")
final class ImageFolderTest {

  @TempDir private Path folder;

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, format, file.toFile())).as("a writer of %s", format).isTrue();
  }

  /** Returns an image of samples, row by row. */
  private static BufferedImage image(BufferedImage empty, int... samples) {
    empty.getRaster().setPixels(0, 0, empty.getWidth(), empty.getHeight(), samples);
    return empty;
  }

  private static BufferedImage grey(int width, int height, int... samples) {
    return image(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), samples);
  }

  private float[][] rows() {
    float[][] rows = RowValues.of(DataFile.read(folder).train().rows());
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= 255;
      }
    }
    return rows;
  }

  @Test
  @DisplayName("is a row for each image, by path, at any depth; what is no image is left alone")
  void reads() throws IOException {
    write("b/2.png", grey(3, 2, 1, 2, 3, 4, 5, 6));
    write("a/10.png", grey(3, 2, 10, 20, 30, 40, 128, 255));
    Files.writeString(folder.resolve("a/labels.txt"), "7");
    assertThat(rows())
        .isDeepEqualTo(new float[][] {{10, 20, 30, 40, 128, 255}, {1, 2, 3, 4, 5, 6}});
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
  @DisplayName("may be a link, and may have links")
  void links() throws IOException {
    write("there/1.png", grey(2, 1, 10, 20));
    Path here = Files.createDirectories(folder.resolve("here"));
    Files.createSymbolicLink(here.resolve("faces"), folder.resolve("there"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), here);
    assertThat(DataFile.read(link).train().rows().size()).isEqualTo(1);
  }

  @Test
  @DisplayName("has grey values as they are stored, of 1, 8 and 16 bits and with a grey palette")
  void greyValues() throws IOException {
    byte[] levels = {0, 100, (byte) 200};
    IndexColorModel palette = new IndexColorModel(8, 3, levels, levels, levels);
    write("1.png", image(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY), 0, 1));
    write("2.png", grey(2, 1, 128, 7));
    write("3.png", image(new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY), 257 * 99, 65535));
    write("4.png", image(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette), 1, 2));
    assertThat(rows()).isDeepEqualTo(new float[][] {{0, 255}, {128, 7}, {99, 255}, {100, 200}});
  }

  @Test
  @DisplayName("in colour has red, green and blue of each place in succession")
  void colours() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xff010203);
    image.setRGB(1, 0, 0xfffafbfc);
    write("x.png", image);
    assertThat(rows()).isDeepEqualTo(new float[][] {{1, 2, 3, 250, 251, 252}});
  }

  @Test
  @DisplayName("reads JPEG, up to its losses")
  void jpeg() throws IOException {
    write("x.jpeg", grey(8, 8, new int[64]));
    write("y.jpg", grey(8, 8, IntStream.generate(() -> 200).limit(64).toArray()));
    float[][] rows = rows();
    assertThat(rows[0]).containsOnly(0);
    assertThat(rows[1]).hasSize(64);
    for (float value : rows[1]) {
      assertThat(value).isBetween(197f, 203f);
    }
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> DataFile.read(folder))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  @DisplayName("is refused with the image that does not fit, is damaged, or is none")
  void refuses() throws IOException {
    refused(folder + " has no images: give a folder of PNG or JPEG files");
    write("1.png", grey(2, 3, 1, 2, 3, 4, 5, 6));
    write("2.png", grey(3, 2, 1, 2, 3, 4, 5, 6));
    refused(
        folder.resolve("2.png") + " has 3 x 2 pixels, grey, but",
        folder.resolve("1.png")
            + " 2 x 3 pixels, grey: give images of one size, all grey or all in colour");
    write("2.png", new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB));
    refused(folder.resolve("2.png") + " has 2 x 3 pixels, in colour");
    byte[] png = Files.readAllBytes(folder.resolve("1.png"));
    Files.write(folder.resolve("2.png"), Arrays.copyOf(png, png.length / 2));
    refused(folder.resolve("2.png") + " cannot be read as an image: ");
    Files.writeString(folder.resolve("2.png"), "<svg/>");
    refused(folder.resolve("2.png") + " is not an image in PNG or JPEG");
    write("2.png", new BufferedImage(5000, 1, BufferedImage.TYPE_BYTE_GRAY));
    refused("2.png has 5000 x 1 pixels; images of up to 4096 x 4096 are read");
  }
}
