/** Verification that the folders written by the program are unchanged. */
package org.elbosurgery.framework.verification;
