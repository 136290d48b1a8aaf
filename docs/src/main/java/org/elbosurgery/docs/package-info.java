/** The samples of the guides. The pages show regions of these files; the tests run them. */
package org.elbosurgery.docs;
