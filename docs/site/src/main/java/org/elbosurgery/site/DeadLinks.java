package org.elbosurgery.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds links of the written site that lead nowhere in it. Other sites are not asked. */
final class DeadLinks {

  private static final Pattern LINK = Pattern.compile(" (?:href|src)=\"([^\"]*)\"");

  private final Path site;

  DeadLinks(Path site) {
    this.site = site;
  }

  /** Returns each dead link of some pages, after the page that it is on. */
  List<String> in(List<Path> pages) throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        if (!leads(page, link.group(1))) {
          dead.add(site.relativize(page) + ": " + link.group(1));
        }
      }
    }
    return dead;
  }

  private boolean leads(Path page, String link) throws IOException {
    if (link.startsWith("https://")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return target.startsWith(site)
        && Files.isRegularFile(target)
        && (parts.length == 1 || Files.readString(target).contains(" id=\"" + parts[1] + "\""));
  }
}
