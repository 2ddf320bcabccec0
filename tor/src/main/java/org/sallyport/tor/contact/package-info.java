/// Whom tor may have to connect to, by its own word: what it needs before it knows any relay, the
/// relays of its consensus, or its bridges.
///
/// Pure but for [org.sallyport.tor.contact.Contacts#ask] and the reading of a program's file.
@NullMarked
package org.sallyport.tor.contact;

import org.jspecify.annotations.NullMarked;
