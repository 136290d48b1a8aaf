package org.elbosurgery.framework.data;

import org.elbosurgery.framework.file.Content;

/**
 * Rows as they came from their source.
 *
 * @param name the source, for messages
 * @param rows the values, not yet checked against any likelihood
 * @param content the decompressed content of the source, which its digest is made of
 */
record Table(String name, Rows rows, Content content) {}
