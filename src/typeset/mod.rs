//! Row 1: sets a paragraph in lines: advances in, line boxes out. No font files, no drawing.
