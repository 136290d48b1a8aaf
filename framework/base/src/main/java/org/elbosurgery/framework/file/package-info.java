/**
 * Reading and writing of files. Files are written completely or not at all, and read as if they
 * were made with malicious intent. Every failure is an exception of category USER that names the
 * file.
 */
package org.elbosurgery.framework.file;
