//! Row 3: notes and tags as RON text, and back, from any version of the file.
