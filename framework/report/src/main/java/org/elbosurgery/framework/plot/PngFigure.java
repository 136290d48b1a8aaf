package org.elbosurgery.framework.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A figure in pixels, as its PDF looks: no font of the machine is needed. */
final class PngFigure {

  private static final int PER_INCH = 300;
  private static final long PER_METRE = Math.round(PER_INCH / 0.0254);

  /** PNG's own; the format of all formats gets the size of pixels wrong. */
  private static final String METADATA = "javax_imageio_png_1.0";

  private PngFigure() {}

  static byte[] of(Figure figure) {
    try (PDDocument document = Loader.loadPDF(PdfFigure.of(figure))) {
      return png(new PDFRenderer(document).renderImageWithDPI(0, PER_INCH, ImageType.RGB));
    } catch (IOException e) {
      throw new UncheckedIOException("a figure in memory cannot be written", e);
    }
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      metadata.mergeTree(METADATA, size());
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
      out.flush();
      return bytes.toByteArray();
    } finally {
      writer.dispose();
    }
  }

  /** Returns how large a pixel is, so that the picture gets its size in a text. */
  private static IIOMetadataNode size() {
    IIOMetadataNode pixels = new IIOMetadataNode("pHYs");
    pixels.setAttribute("pixelsPerUnitXAxis", Long.toString(PER_METRE));
    pixels.setAttribute("pixelsPerUnitYAxis", Long.toString(PER_METRE));
    pixels.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(METADATA);
    root.appendChild(pixels);
    return root;
  }
}
