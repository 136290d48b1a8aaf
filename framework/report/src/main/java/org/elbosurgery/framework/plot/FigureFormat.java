package org.elbosurgery.framework.plot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of a figure as a file of its own. The same figure gives the same bytes. */
public enum FigureFormat {
  /** Lines and text, as wide as a page; {@linkplain Colour literal colours} on white. */
  SVG,
  /**
   * Lines and text with its font, {@linkplain Format#PAPER as wide as the text of a paper}, in
   * version 1.4, which every typesetter takes.
   */
  PDF,
  /** The same as pixels, 300 to an inch, which the file says. */
  PNG;

  /** Returns the name of the format, which is the extension of its files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a format by its name. */
  public static Optional<FigureFormat> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /** Returns a figure in the format. */
  public byte[] of(Figure figure) {
    return switch (this) {
      case SVG -> figure.file().getBytes(StandardCharsets.UTF_8);
      case PDF -> PdfFigure.of(figure);
      case PNG -> PngFigure.of(figure);
    };
  }
}
