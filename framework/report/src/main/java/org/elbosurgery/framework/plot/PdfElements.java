package org.elbosurgery.framework.plot;

import java.awt.Color;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Draws the elements that a {@link Drawing} consists of, a small part of SVG, on a page of PDF. */
final class PdfElements {

  private static final Pattern TRANSFORM =
      Pattern.compile("(translate|rotate)\\((-?[0-9.]+)(?:[ ,]+(-?[0-9.]+))? *\\)");

  private static final Pattern REFERENCE = Pattern.compile("url\\(#(.*)\\)");

  private static final int ROUND = 1;

  /** The width of the outline that makes a letter bold, in units of its size. */
  private static final float BOLD = 0.035f;

  private final PDPageContentStream content;
  private final PdfFont font;
  private final Element root;
  private final Map<String, Element> clips = new HashMap<>();

  PdfElements(PDPageContentStream content, PdfFont font, Element root) {
    this.content = content;
    this.font = font;
    this.root = root;
    NodeList found = root.getElementsByTagName("clipPath");
    for (int i = 0; i < found.getLength(); i++) {
      Element clip = (Element) found.item(i);
      clips.put(clip.getAttribute("id"), clip);
    }
  }

  void draw() throws IOException {
    drawChildren(root);
  }

  private void drawChildren(Element parent) throws IOException {
    for (Node child : Drawing.children(parent)) {
      if (child instanceof Element element) {
        content.saveGraphicsState();
        transform(element.getAttribute("transform"));
        clip(element.getAttribute("clip-path"));
        draw(element);
        content.restoreGraphicsState();
      }
    }
  }

  /**
   * Draws an element.
   *
   * @throws IllegalArgumentException if drawings have no such elements, and this class would lose
   *     it
   */
  private void draw(Element element) throws IOException {
    switch (element.getTagName()) {
      case "g" -> drawChildren(element);
      case "text" -> text(element);
      case "path", "rect", "circle", "line" -> shape(element);
      case "defs", "title", "desc" -> {}
      default -> throw new IllegalArgumentException("no element of a drawing: " + element);
    }
  }

  private void transform(String transforms) throws IOException {
    Matcher each = TRANSFORM.matcher(transforms);
    while (each.find()) {
      float first = Float.parseFloat(each.group(2));
      content.transform(
          each.group(1).equals("rotate")
              ? Matrix.getRotateInstance(Math.toRadians(first), 0, 0)
              : Matrix.getTranslateInstance(first, Float.parseFloat(each.group(3))));
    }
  }

  private void clip(String reference) throws IOException {
    Matcher named = REFERENCE.matcher(reference);
    if (named.matches()) {
      outline((Element) clips.get(named.group(1)).getFirstChild());
      content.clip();
    }
  }

  private void shape(Element shape) throws IOException {
    boolean filled = !shape.getTagName().equals("line") && paints(shape, "fill");
    boolean stroked = paints(shape, "stroke");
    boolean drawn = !shape.getTagName().equals("path") || shape.hasAttribute("d");
    if (!drawn || (!filled && !stroked)) {
      return;
    }
    opacity(shape);
    if (filled) {
      content.setNonStrokingColor(colour(shape, "fill"));
    }
    if (stroked) {
      pen(shape);
    }
    outline(shape);
    if (filled && stroked) {
      content.fillAndStroke();
    } else if (filled) {
      content.fill();
    } else {
      content.stroke();
    }
  }

  private void pen(Element shape) throws IOException {
    content.setStrokingColor(colour(shape, "stroke"));
    content.setLineWidth(number(shape, "stroke-width", 1));
    if (shape.getAttribute("stroke-linecap").equals("round")) {
      content.setLineCapStyle(ROUND);
    }
    if (shape.hasAttribute("stroke-dasharray")) {
      content.setLineDashPattern(PdfOutline.numbers(shape.getAttribute("stroke-dasharray")), 0);
    }
  }

  private void outline(Element shape) throws IOException {
    switch (shape.getTagName()) {
      case "path" -> PdfOutline.add(shape.getAttribute("d"), content);
      case "circle" ->
          PdfOutline.addCircle(
              number(shape, "cx", 0), number(shape, "cy", 0), number(shape, "r", 0), content);
      case "line" -> {
        content.moveTo(number(shape, "x1", 0), number(shape, "y1", 0));
        content.lineTo(number(shape, "x2", 0), number(shape, "y2", 0));
      }
      default ->
          content.addRect(
              number(shape, "x", 0),
              number(shape, "y", 0),
              number(shape, "width", 0),
              number(shape, "height", 0));
    }
  }

  private void text(Element text) throws IOException {
    String shown = font.shown(text.getTextContent());
    float size = size(inherited(text, "font-size"));
    float shift =
        switch (text.getAttribute("text-anchor")) {
          case "middle" -> font.width(shown) * size / 2;
          case "end" -> font.width(shown) * size;
          default -> 0;
        };
    float x = number(text, "x", 0) - shift;
    float y = number(text, "y", 0) + size * size(text.getAttribute("dy"));
    opacity(text);
    content.beginText();
    content.setFont(font.font(), size);
    content.setNonStrokingColor(colour(text, "fill"));
    if (text.getAttribute("font-weight").equals("bold")) {
      content.setRenderingMode(RenderingMode.FILL_STROKE);
      content.setStrokingColor(colour(text, "fill"));
      content.setLineWidth(BOLD * size);
    }
    content.setTextMatrix(new Matrix(1, 0, 0, -1, x, y)); // letters stand upright
    content.showText(shown);
    content.endText();
  }

  /** Returns a length without its unit; 0 if there is none. */
  private static float size(String length) {
    String number = length.replaceFirst("(px|em)$", "");
    return number.isEmpty() ? 0 : Float.parseFloat(number);
  }

  private static float number(Element element, String attribute, float otherwise) {
    return element.hasAttribute(attribute)
        ? Float.parseFloat(element.getAttribute(attribute))
        : otherwise;
  }

  private static boolean paints(Element shape, String paint) {
    return !List.of("", "none").contains(inherited(shape, paint))
        && number(shape, paint + "-opacity", 1) > 0;
  }

  private void opacity(Element element) throws IOException {
    float fill = number(element, "fill-opacity", 1);
    float stroke = number(element, "stroke-opacity", 1);
    if (fill < 1 || stroke < 1) {
      PDExtendedGraphicsState state = new PDExtendedGraphicsState();
      state.setNonStrokingAlphaConstant(fill);
      state.setStrokingAlphaConstant(stroke);
      content.setGraphicsStateParameters(state);
    }
  }

  private static Color colour(Element element, String paint) {
    return Color.decode(inherited(element, paint));
  }

  /** Returns an attribute of an element, or of the nearest one around it that has it. */
  private static String inherited(Element element, String attribute) {
    Node at = element;
    while (at instanceof Element around && !around.hasAttribute(attribute)) {
      at = around.getParentNode();
    }
    return at instanceof Element having ? having.getAttribute(attribute) : "";
  }
}
