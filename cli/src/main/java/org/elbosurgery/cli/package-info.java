/** The {@code elbo} command: subcommands, their options, and what they print. */
package org.elbosurgery.cli;
