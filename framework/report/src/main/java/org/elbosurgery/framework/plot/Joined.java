package org.elbosurgery.framework.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Joins elements of a drawing that look the same as one: straight lines and dots as a path, shifts
 * inside each other as one shift. The drawing has a fraction of its size, and looks as before.
 */
final class Joined {

  private static final Pattern SHIFT =
      Pattern.compile("translate\\((-?[0-9.]+)[ ,]+(-?[0-9.]+) ?\\) ?");

  private static final Pattern NO_TURN = Pattern.compile("rotate\\(0 .*");

  private Joined() {}

  /** Joins the children of an element, whose own children are joined already. */
  static void children(Element parent) {
    elements(parent).forEach(Joined::unwrap);
    List<Element> children = elements(parent);
    join(parent, children.stream().filter(Joined::isDot).toList(), Joined::dot);
    join(
        parent,
        children.stream().filter(child -> child.getTagName().equals("line")).toList(),
        Joined::line);
  }

  private static List<Element> elements(Element parent) {
    return Drawing.children(parent).stream()
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }

  /** Leaves one region for all clips of the same region. */
  static void clips(Element root) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, String> firsts = new LinkedHashMap<>();
    for (Element clip : elements(root, "clipPath")) {
      String region = look((Element) clip.getFirstChild()).toString();
      String first = firsts.computeIfAbsent(region, any -> clip.getAttribute("id"));
      names.put("url(#" + clip.getAttribute("id") + ")", "url(#" + first + ")");
      if (!first.equals(clip.getAttribute("id"))) {
        Node definitions = clip.getParentNode();
        definitions.removeChild(clip);
        if (definitions.getFirstChild() == null) {
          definitions.getParentNode().removeChild(definitions);
        }
      }
    }
    for (Element group : elements(root, "g")) {
      if (group.hasAttribute("clip-path")) {
        group.setAttribute("clip-path", names.get(group.getAttribute("clip-path")));
      }
    }
  }

  private static List<Element> elements(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** Returns what an element has of an outline, and makes its other attributes those of a path. */
  private interface Outline {

    String of(Element element);
  }

  private static void join(Element parent, List<Element> elements, Outline outline) {
    if (elements.size() < 2) {
      return;
    }
    Map<Map<String, String>, Element> paths = new LinkedHashMap<>();
    for (Element element : elements) {
      String part = outline.of(element);
      Element path = paths.computeIfAbsent(look(element), look -> path(element, look));
      path.setAttribute("d", path.getAttribute("d") + part);
      if (path.getParentNode() == null) {
        parent.insertBefore(path, element);
      }
      parent.removeChild(element);
    }
  }

  private static Map<String, String> look(Element element) {
    Map<String, String> look = new TreeMap<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      look.put(attribute.getNodeName(), attribute.getNodeValue());
    }
    return look;
  }

  private static Element path(Element of, Map<String, String> look) {
    Element path = of.getOwnerDocument().createElement("path");
    look.forEach(path::setAttribute);
    path.setAttribute("fill", "none");
    return path;
  }

  private static boolean isDot(Element element) {
    return element.getTagName().equals("circle") && !element.hasAttribute("stroke");
  }

  /** A dot is a line without length and with round ends. */
  private static String dot(Element dot) {
    String outline = "M" + take(dot, "cx") + " " + take(dot, "cy") + "h0";
    dot.setAttribute("stroke", dot.getAttribute("fill"));
    dot.setAttribute("stroke-linecap", "round");
    dot.setAttribute(
        "stroke-width", Polyline.rounded(2 * Double.parseDouble(dot.getAttribute("r"))));
    if (dot.hasAttribute("fill-opacity")) {
      dot.setAttribute("stroke-opacity", dot.getAttribute("fill-opacity"));
    }
    List.of("fill", "fill-opacity", "r").forEach(dot::removeAttribute);
    return outline;
  }

  private static String line(Element line) {
    return "M%s %sL%s %s"
        .formatted(take(line, "x1"), take(line, "y1"), take(line, "x2"), take(line, "y2"));
  }

  private static String take(Element element, String coordinate) {
    String value = Polyline.rounded(Double.parseDouble(element.getAttribute(coordinate)));
    element.removeAttribute(coordinate);
    return value;
  }

  /** Removes a group that does nothing, or moves the shift of one with one child to the child. */
  private static void unwrap(Element group) {
    if (!group.getTagName().equals("g")) {
      return;
    }
    if (!group.hasAttributes() || NO_TURN.matcher(group.getAttribute("transform")).matches()) {
      Drawing.children(group).forEach(child -> group.getParentNode().insertBefore(child, group));
      group.getParentNode().removeChild(group);
      return;
    }
    List<Element> children = elements(group);
    Matcher outer = SHIFT.matcher(group.getAttribute("transform"));
    if (group.getAttributes().getLength() != 1
        || !outer.matches()
        || children.size() != 1
        || children.get(0).hasAttribute("clip-path")) {
      return;
    }
    Element child = children.get(0);
    Matcher inner = SHIFT.matcher(child.getAttribute("transform"));
    boolean shifted = inner.matches();
    if (child.hasAttribute("transform") && !shifted) {
      return;
    }
    double x = Double.parseDouble(outer.group(1)) + (shifted ? number(inner, 1) : 0);
    double y = Double.parseDouble(outer.group(2)) + (shifted ? number(inner, 2) : 0);
    child.setAttribute(
        "transform", "translate(" + Polyline.rounded(x) + " " + Polyline.rounded(y) + ")");
    group.getParentNode().replaceChild(child, group);
  }

  private static double number(Matcher shift, int group) {
    return Double.parseDouble(shift.group(group));
  }
}
