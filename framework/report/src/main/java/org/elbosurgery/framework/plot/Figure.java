package org.elbosurgery.framework.plot;

/**
 * A figure with a description for readers who cannot see it.
 *
 * @param name in kebab case, for files and links
 * @param title what it shows, in a few words
 * @param note how to read it, in sentences
 * @param numbers what can be seen in it, in sentences
 * @param drawing the figure itself
 */
public record Figure(String name, String title, String note, String numbers, Drawing drawing) {

  /** Returns the figure as a file of its own. */
  public String file() {
    return drawing.file(title, description());
  }

  /** Returns the figure as an element of a page. */
  public String element() {
    return drawing.element(name, title, description());
  }

  private String description() {
    return (note + " " + numbers).strip();
  }
}
