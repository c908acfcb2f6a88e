//! Row 3: notes in the formats that other tools read. A format is one file here and one line in the list.
