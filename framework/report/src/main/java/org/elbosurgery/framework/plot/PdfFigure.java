package org.elbosurgery.framework.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Element;

/** A figure as a page of PDF of its size: text stays text, in a font that the file contains. */
final class PdfFigure {

  /** Points, 72 to an inch, for a unit of a drawing: letters of 12 have 8.25 pt. */
  private static final float SCALE = 5.5f * 72 / Format.PAPER.width();

  private static final float VERSION = 1.4f;

  private PdfFigure() {}

  static byte[] of(Figure figure) {
    Element drawing = figure.paper().get().root();
    float width = SCALE * Float.parseFloat(drawing.getAttribute("width"));
    float height = SCALE * Float.parseFloat(drawing.getAttribute("height"));
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      document.setVersion(VERSION);
      document.setDocumentId(0L); // otherwise of the clock
      document.getDocumentInformation().setTitle(figure.title());
      document.getDocumentInformation().setSubject(figure.description());
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.transform(new Matrix(SCALE, 0, 0, -SCALE, 0, height)); // SVG counts from the top
        new PdfElements(content, PdfFont.in(document), drawing).draw();
      }
      document.save(bytes, CompressParameters.NO_COMPRESSION); // of objects; streams are compressed
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a figure in memory cannot be written", e);
    }
  }
}
