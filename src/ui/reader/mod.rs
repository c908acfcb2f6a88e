//! The page: lays out the visible paragraphs, paints them, and selects in them.
