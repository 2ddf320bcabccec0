package org.sallyport.core.whonix;

/// A file of a machine's.
///
/// @param folder which kind it is
/// @param path on that machine
/// @param text all of it
public record SettingsFile(Folder folder, String path, String text) {}
