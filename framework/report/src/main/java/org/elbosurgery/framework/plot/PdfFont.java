package org.elbosurgery.framework.plot;

import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Liberation Sans, which has the widths of Helvetica and Arial, and comes with PDFBox. A document
 * gets the glyphs that it uses.
 */
final class PdfFont {

  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** Instead of a character that the font does not have. */
  private static final int UNKNOWN = '?';

  private static final float EM = 1000;

  private final PDFont font;
  private final CmapLookup glyphs;

  private PdfFont(PDFont font, CmapLookup glyphs) {
    this.font = font;
    this.glyphs = glyphs;
  }

  /** Loads the font into a document, which closes it. */
  static PdfFont in(PDDocument document) throws IOException {
    try (InputStream file = PDDocument.class.getResourceAsStream(FILE)) {
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file));
      return new PdfFont(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
    }
  }

  PDFont font() {
    return font;
  }

  /** Returns text as the font can show it. */
  String shown(String text) {
    return text.codePoints()
        .map(character -> glyphs.getGlyphId(character) == 0 ? UNKNOWN : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Returns the width of a text that the font can show, in units of its size. */
  float width(String shown) throws IOException {
    return font.getStringWidth(shown) / EM;
  }
}
