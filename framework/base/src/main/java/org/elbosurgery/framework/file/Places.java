package org.elbosurgery.framework.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names the files or folders that a sentence is about. */
public final class Places {

  /** The number of places that are named; the others are counted. */
  private static final int NAMED = 3;

  private Places() {}

  /** Returns the first three places, and how many there are besides. */
  public static String some(Collection<Path> places) {
    String named =
        places.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
    return places.size() > NAMED ? named + " and " + (places.size() - NAMED) + " more" : named;
  }
}
