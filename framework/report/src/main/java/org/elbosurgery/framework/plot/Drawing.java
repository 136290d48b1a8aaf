package org.elbosurgery.framework.plot;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.elbosurgery.framework.table.PlainText;
import org.elbosurgery.framework.table.Typography;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A drawing by Lets-Plot, cleaned up: the names of its elements depend only on the drawing, numbers
 * have two decimals, and no styles affect anything outside it. Immutable.
 */
public final class Drawing {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+\\.[0-9]+(E-?[0-9]+)?");
  private static final Pattern NEGATIVE = Pattern.compile("-[0-9][-+0-9.,e±%/ ]*");
  private static final Pattern REFERENCE = Pattern.compile("url\\(#([^)]*)\\)");
  private static final Pattern RGB = Pattern.compile("rgb\\(([0-9]+),([0-9]+),([0-9]+)\\)");

  private static final Pattern HEXADECIMAL = Pattern.compile("#[0-9A-Fa-f]{6}");

  private static final List<String> NOISE =
      List.of("clip-bounds-jfx", "xmlns:xlink", "fill-rule", "class");

  /** Attributes that say what holds without them. */
  private static final Map<String, String> DEFAULTS =
      Map.of("stroke-opacity", "1", "fill-opacity", "1", "stroke-width", "1");

  /** A zero-width space, which determines the order of names and is removed from the drawing. */
  static final String UNDRAWN = "\u200b";

  private static final String SIZE = "12";
  private static final String FONT = "Helvetica, Arial, sans-serif";

  private final String svg;

  private Drawing(String svg) {
    this.svg = svg;
  }

  /** Cleans up the output of Lets-Plot. */
  static Drawing of(String svg) {
    Document document = parse(PlainText.of(svg));
    Element root = document.getDocumentElement();
    root.setAttribute(
        "viewBox", "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
    root.setAttribute("font-family", FONT);
    root.setAttribute("font-size", SIZE);
    root.setAttribute("fill", Colour.INK.literal());
    tidy(root, new LinkedHashMap<>());
    Joined.clips(root);
    return new Drawing(write(document));
  }

  private static void tidy(Element element, Map<String, String> names) {
    List<Node> children = children(element);
    for (Node child : children) {
      if (child instanceof Text text) {
        tidy(text);
        if (text.getData().isEmpty()) {
          element.removeChild(text);
        }
      } else if (child instanceof Element inner) {
        if (inner.getTagName().equals("style") || isEmptyGroup(inner)) {
          element.removeChild(inner);
        } else {
          tidyAttributes(inner, names);
          tidy(inner, names);
        }
      }
    }
    Joined.children(element);
    if (element.getParentNode() instanceof Document) {
      tidyAttributes(element, names);
    }
  }

  private static void tidy(Text text) {
    String drawn =
        text.getData().replace(UNDRAWN, "").trim(); // spaces that are no white space of XML remain
    text.setData(
        NEGATIVE.matcher(drawn).matches()
            ? Typography.withMinus(drawn)
            : drawn); // names keep hyphens
  }

  private static boolean isEmptyGroup(Element element) {
    return element.getTagName().equals("g") && element.getElementsByTagName("*").getLength() == 0;
  }

  private static void tidyAttributes(Element element, Map<String, String> names) {
    if (element.getTagName().equals("text")) {
      setFont(element);
      spreadStyle(element);
    }
    NOISE.forEach(element::removeAttribute);
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      attribute.setValue(tidy(attribute.getName(), attribute.getValue(), names));
    }
    DEFAULTS.forEach(
        (name, value) -> {
          if (element.getAttribute(name).equals(value)) {
            element.removeAttribute(name);
          }
        });
    removeUnseen(element);
    if (element.getTagName().equals("path")) {
      String outline = element.getAttribute("d");
      Polyline.of(outline).ifPresent(line -> element.setAttribute("d", line.outline()));
    }
  }

  /** Removes the filling of lines and the border of what has none. */
  private static void removeUnseen(Element element) {
    if (element.getTagName().equals("line")) {
      element.removeAttribute("fill");
      element.removeAttribute("fill-opacity");
    }
    if (element.getAttribute("stroke-width").equals("0")
        || element.getAttribute("stroke-opacity").equals("0")) {
      List.of("stroke", "stroke-width", "stroke-opacity").forEach(element::removeAttribute);
    }
  }

  /** Sets the font of text, whose size is in the styles that were removed. */
  private static void setFont(Element text) {
    String kind = text.getAttribute("class");
    if (!kind.isEmpty()) {
      boolean heading =
          kind.startsWith("facet") || kind.endsWith("title") || kind.contains("-title");
      if (heading) {
        text.setAttribute("font-size", "13");
      }
      if (kind.startsWith("facet")) {
        text.setAttribute("font-weight", "bold");
      }
    }
  }

  /** Turns a style into attributes, so that a page can set the colour of text. */
  private static void spreadStyle(Element text) {
    for (String property : text.getAttribute("style").split(";", -1)) {
      int colon = property.indexOf(':');
      if (colon > 0 && !property.startsWith("font-family")) {
        text.setAttribute(
            property.substring(0, colon).strip(), property.substring(colon + 1).strip());
      }
    }
    text.removeAttribute("style");
    if (text.getAttribute("font-size").equals(SIZE + "px")) {
      text.removeAttribute("font-size");
    }
    if (text.getAttribute("fill").equalsIgnoreCase(Colour.INK.literal())) {
      text.removeAttribute("fill");
    }
  }

  private static String tidy(String name, String value, Map<String, String> names) {
    if (name.equals("id")) {
      return named(value, names);
    }
    Matcher reference = REFERENCE.matcher(value);
    if (reference.matches()) {
      return "url(#" + named(reference.group(1), names) + ")";
    }
    String rounded = NUMBER.matcher(value).replaceAll(match -> rounded(match.group()));
    String hexadecimal = RGB.matcher(rounded).replaceAll(Drawing::hexadecimal);
    return HEXADECIMAL.matcher(hexadecimal).matches()
        ? hexadecimal.toUpperCase(Locale.ROOT)
        : hexadecimal;
  }

  private static String named(String random, Map<String, String> names) {
    return names.computeIfAbsent(random, r -> "part-" + (names.size() + 1));
  }

  private static String rounded(String number) {
    String text = String.format(Locale.ROOT, "%.2f", Double.parseDouble(number));
    String shorter = text.replaceFirst("\\.?0+$", "");
    return shorter.equals("-0") ? "0" : shorter;
  }

  private static String hexadecimal(MatchResult rgb) {
    return String.format(
        Locale.ROOT,
        "#%02X%02X%02X",
        Integer.parseInt(rgb.group(1)),
        Integer.parseInt(rgb.group(2)),
        Integer.parseInt(rgb.group(3)));
  }

  /**
   * Returns the drawing as a file: literal colours on white, for papers and other readers of SVG.
   *
   * @param title what it shows
   * @param description what can be seen in it
   */
  String file(String title, String description) {
    Document document = parse(svg);
    describe(document, "figure", title, description);
    Element paper = document.createElement("rect");
    paper.setAttribute("width", "100%");
    paper.setAttribute("height", "100%");
    paper.setAttribute("fill", Colour.PAPER.literal());
    Element root = document.getDocumentElement();
    root.insertBefore(paper, root.getChildNodes().item(2));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + write(document) + "\n";
  }

  /**
   * Returns the drawing as an element of a page, in the page's colours.
   *
   * @param name unique in the page
   * @param title what it shows
   * @param description what can be seen in it
   */
  String element(String name, String title, String description) {
    Document document = parse(svg);
    embed(document.getDocumentElement(), name);
    describe(document, name, title, description);
    return write(document);
  }

  /** Adapts attributes to the page, never text, even if it looks like one. */
  private static void embed(Element element, String name) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      attribute.setValue(embedded(attribute.getName(), attribute.getValue(), name));
    }
    for (Node child : children(element)) {
      if (child instanceof Element inner) {
        embed(inner, name);
      }
    }
  }

  private static String embedded(String attribute, String value, String name) {
    if (attribute.equals("id")) {
      return name + "-" + value;
    }
    Matcher reference = REFERENCE.matcher(value);
    if (reference.matches()) {
      return "url(#" + name + "-" + reference.group(1) + ")";
    }
    return Arrays.stream(Colour.values())
        .filter(colour -> colour.literal().equals(value))
        .map(colour -> "var(" + colour.property() + ")")
        .findFirst()
        .orElse(value);
  }

  private static void describe(Document document, String name, String title, String description) {
    Element root = document.getDocumentElement();
    root.setAttribute("role", "img");
    root.setAttribute("aria-labelledby", name + "-title " + name + "-desc");
    Element words = document.createElement("desc");
    words.setAttribute("id", name + "-desc");
    words.setTextContent(PlainText.of(description));
    root.insertBefore(words, root.getFirstChild());
    Element heading = document.createElement("title");
    heading.setAttribute("id", name + "-title");
    heading.setTextContent(PlainText.of(title));
    root.insertBefore(heading, words);
  }

  /** Returns a copy of the drawing as an element of SVG. */
  Element root() {
    return parse(svg).getDocumentElement();
  }

  static List<Node> children(Node parent) {
    NodeList children = parent.getChildNodes();
    List<Node> copy = new ArrayList<>();
    for (int i = 0; i < children.getLength(); i++) {
      copy.add(children.item(i));
    }
    return copy;
  }

  private static Document parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("no SVG: " + e.getMessage(), e);
    }
  }

  private static String write(Document document) {
    try {
      StringWriter text = new StringWriter();
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(document.getDocumentElement()), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("a document in memory cannot be written", e);
    }
  }
}
