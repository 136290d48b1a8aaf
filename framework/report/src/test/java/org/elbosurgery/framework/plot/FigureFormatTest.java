package org.elbosurgery.framework.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The files of a figure")
final class FigureFormatTest {

  /** Two bars, the lower to the left of zero and half as long. */
  private static Figure figure(String... names) {
    Plot plot =
        new Plot(Map.of("x", List.of(-1.0, 2.0), "y", List.of(names)))
            .add(
                Layer.of("bar")
                    .show("x", "x")
                    .show("y", "y")
                    .with("orientation", "y")
                    .with("size", 0)
                    .with("fill", Colour.FIRST.literal()))
            .add(Layer.of("point").show("x", "x").show("y", "y").with("color", "#123456"))
            .order("y", "", List.of(names))
            .axis("x", "nats β ± z₁");
    return Figure.of("bars", "Bars", "Read it.", "-1, 2", f -> plot.draw(f.width(), 160));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("have the same bytes for the same figure, without the time")
  void areTheSame(FigureFormat format) {
    assertThat(format.of(figure("a", "b"))).isEqualTo(format.of(figure("a", "b")));
  }

  /** A document with the sizes of its letters in points. */
  private static final class Sizes extends PDFTextStripper {

    private float min = Float.MAX_VALUE;
    private float max;

    @Override
    protected void processTextPosition(TextPosition text) {
      min = Math.min(min, text.getYScale());
      max = Math.max(max, text.getYScale());
      super.processTextPosition(text);
    }
  }

  @Test
  @DisplayName("are as PDF 5.5 in wide, with words of 8 to 9 pt as text in a font of its own")
  void hasText() throws IOException {
    try (PDDocument document = Loader.loadPDF(FigureFormat.PDF.of(figure("gaussian", "vamp")))) {
      PDPage page = document.getPage(0);
      Sizes sizes = new Sizes();

      assertThat(sizes.getText(document)).contains("gaussian", "vamp", "−1", "nats β ± z₁");
      assertThat(sizes.min).isBetween(8f, 9f);
      assertThat(sizes.max).isBetween(8f, 9f);
      assertThat(page.getMediaBox().getWidth()).isEqualTo(5.5f * 72);
      assertThat(page.getMediaBox().getHeight()).isEqualTo(160 * 5.5f * 72 / 576);
      assertThat(page.getResources().getFontNames())
          .singleElement()
          .satisfies(
              name -> {
                PDFont font = page.getResources().getFont(name);
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).matches("[A-Z]{6}\\+LiberationSans");
              });
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Bars");
      assertThat(document.getDocumentInformation().getSubject()).isEqualTo("Read it. −1, 2");
    }
  }

  @Test
  @DisplayName("have a question mark for a character without a glyph")
  void asksForGlyphs() throws IOException {
    try (PDDocument document = Loader.loadPDF(FigureFormat.PDF.of(figure("先验", "b")))) {
      assertThat(new PDFTextStripper().getText(document)).contains("??").doesNotContain("先");
    }
  }

  @Test
  @DisplayName("are as PNG the same at 300 pixels to an inch, on white")
  void hasPixels() throws IOException {
    byte[] bytes = FigureFormat.PNG.of(figure("a", "b"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));

    assertThat(image.getWidth()).isCloseTo(1650, within(1));
    int size = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("pHYs");
    assertThat(ByteBuffer.wrap(bytes).getInt(size + 4))
        .as("300 / 0.0254 pixels to a metre")
        .isEqualTo(11811);
    assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.WHITE);
    int middle = image.getHeight() / 2;
    int bar = Color.decode(Colour.FIRST.literal()).getRGB();
    assertThat(widest(image, bar, 0, middle))
        .as("the upper bar, of 2, against the lower, of 1")
        .isCloseTo(
            2 * widest(image, bar, middle, image.getHeight()),
            within(40)); // a point of 8 units covers a part of each
  }

  /** Returns the most pixels of a colour in a row of some rows. */
  private static int widest(BufferedImage image, int colour, int from, int to) {
    int widest = 0;
    for (int y = from; y < to; y++) {
      int pixels = 0;
      for (int x = 0; x < image.getWidth(); x++) {
        pixels += image.getRGB(x, y) == colour ? 1 : 0;
      }
      widest = Math.max(widest, pixels);
    }
    return widest;
  }
}
