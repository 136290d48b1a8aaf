package org.elbosurgery.framework.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.elbosurgery.api.Interval;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pictures of rows")
final class PicturesTest {

  @Test
  @DisplayName("are squares, of rows whose size is one")
  void areSquares() {
    assertThat(Pictures.side(784)).isEqualTo(28);
    assertThat(Pictures.side(4)).isEqualTo(2);
    assertThat(Pictures.side(10)).isZero();
    assertThat(Pictures.side(1)).as("a single value is no picture").isZero();
  }

  @Test
  @DisplayName("stand on a grid, black at 0 and white at 1 in sixteen greys, line by line")
  void standOnGrid() throws IOException {
    double[][] rows = {{0, 1, 0.5, -7}, {1, 1, 1, 9}, {0, 0, 0, 0}};

    Picture picture = Pictures.of(rows, Interval.UNIT, 2, "t", "a");

    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture.png())));
    // Squares of 2 with gaps of 2: columns begin at 2 and 6, lines too; a pixel is shown as 2 x 2.
    assertThat(image.getWidth()).isEqualTo(10);
    assertThat(image.getHeight()).isEqualTo(10);
    assertThat(picture.width()).isEqualTo(20);
    int[] grey = {at(image, 2, 2), at(image, 3, 2), at(image, 2, 3), at(image, 3, 3)};
    // 0.5 is the eighth of the greys from 0 to 15.
    assertThat(grey).containsExactly(0, 255, 8 * 17, 0);
    assertThat(at(image, 7, 3)).isEqualTo(255);
    assertThat(at(image, 2, 6)).isZero();
    assertThat(at(image, 4, 4)).as("between them").isEqualTo(0x99);
  }

  @Test
  @DisplayName("are black and white at the two ends that are given")
  void ends() throws IOException {
    Picture picture = Pictures.of(new double[][] {{-1, 3, 5, 7}}, new Interval(3, 7), 1, "t", "a");
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture.png())));
    int[] grey = {at(image, 2, 2), at(image, 3, 2), at(image, 2, 3), at(image, 3, 3)};
    assertThat(grey).containsExactly(0, 0, 8 * 17, 255);
  }

  private static int at(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFF;
  }
}
