package org.elbosurgery.cli;

import java.util.List;

/**
 * The priors that commands take where none is given: those of the published study, which need no
 * choice and a few minutes. All others are asked for by name.
 */
final class StudiedPriors {

  /** The standard Gaussian, with which the others are compared, first. */
  static final List<String> NAMES = List.of("gaussian", "mixture", "vamp");

  private StudiedPriors() {}
}
